package needs

// Danger reports whether a leaf is a need of somebody whom another person may be hurting, and
// who may be looking over their shoulder: what they look at is told to nobody, and one touch
// clears the glass.
func Danger(leaf string) bool {
	switch leaf {
	case "urgent/not-safe", "urgent/assault", "rights/slavery":
		return true
	}
	return false
}
