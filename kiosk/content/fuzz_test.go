package content

import (
	"strings"
	"testing"

	"frontdoor/kiosk/directory"
)

// What an editor's file says wrongly is a fault with a sentence, and what has no fault can
// be built.
func FuzzAFileOfServices(f *testing.F) {
	f.Add("[[service]]\nid = \"a\"\nname = \"A\"\n")
	f.Add("[defaults]\nsource = \"x\"\nverified_on = \"2026-01-01\"\n[[service]]\nid = \"a\"\nname = \"A\"\nkind = \"gp\"\nneeds = [\"a/b\"]\neverywhere = true\nschedule = { monday = \"09:00-17:00\", always = \"yes\" }\n")
	f.Add("[[service]]\n[service.location]\nlatitude = nan\nlongitude = -inf\n[service.schedule_assurance]\nexpires_on = \"2026\"\n")
	f.Add("[[service]]\nphone = [{ number = \"1\" }]\nneeds = \"x\"\n")
	f.Add("service = 1\n[[service.phone]]\n")
	f.Fuzz(func(t *testing.T, text string) {
		services, faults, _ := new(Source).readServices("f.toml", []byte(text), func(n string) bool { return strings.Contains(n, "/") }, map[string]string{})
		for _, fault := range faults {
			if fault.What == "" || fault.Mend == "" || fault.Line < 0 || fault.Line > strings.Count(text, "\n")+1 {
				t.Errorf("%#v", fault)
			}
		}
		if len(faults) > 0 {
			return
		}
		for _, s := range services {
			if s.ID == "" || len(s.ID) > 120 || s.Name == "" || len(s.Needs) == 0 {
				t.Errorf("accepted: %+v", s)
			}
			if e := s.Entry(); e.Placed && !inUnitedKingdom(e.At) {
				t.Errorf("accepted at %v", e.At)
			}
		}
	})
}

func FuzzAFileOfPostcodes(f *testing.F) {
	f.Add("postcode,latitude,longitude\nE1 6AN,51.5,-0.1\n")
	f.Add("\"E1 6AN,51.5,-0.1\n")
	f.Add("E\"1,NaN,Inf\n\n,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		into := map[string]directory.Point{}
		for _, fault := range readPostcodes("p.csv", []byte(text), into) {
			if fault.Line < 1 || fault.Line > strings.Count(text, "\n")+1+strings.Count(text, "\r") {
				t.Errorf("%#v", fault)
			}
		}
		for p, at := range into {
			if again, ok := directory.Postcode(p); !ok || again != p || !inUnitedKingdom(at) {
				t.Errorf("%q at %v", p, at)
			}
		}
	})
}
