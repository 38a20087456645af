package content

// vocabulary returns the ids that a source may use, by the messages that say them: a kind
// "gp" is said as the message "kind.gp". An id that has no message would be on the glass
// as it is, so a source that uses one is at fault. cmd/content holds this list to the
// catalogue.
func vocabulary() map[string][]string {
	return map[string][]string{
		"kind":      {"gp", "pharmacy", "dentist", "library", "helpline", "council", "charity", "clinic"},
		"document":  {"id", "proof-of-address", "benefit-letter", "rent-agreement", "referral"},
		"right":     {"gp-no-proof", "dentist-anywhere", "maternity-direct", "costs-help", "pharmacy-first", "health-check"},
		"who":       {"anyone", "women", "men", "worried", "deaf", "bsl", "speech", "no-gp", "asylum-seekers", "pregnant-or-small-child"},
		"fact.cost": {"nhs-charge"},
		"alert":     {"closed", "moved", "changed-hours", "phone-only", "full"},
		"source":    {"nhs-ods", "dcms-libraries", "national", "example"},
	}
}

// Messages returns the message of every id that a source may use.
func Messages() []string {
	var all []string
	for prefix, ids := range vocabulary() {
		for _, id := range ids {
			all = append(all, prefix+"."+id)
		}
	}
	return all
}
