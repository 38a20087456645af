package content

import (
	"fmt"
	"os"
	"slices"

	"frontdoor/kiosk/content/intake"
	"frontdoor/kiosk/directory"
)

// Gather reads folders into one source, and makes one service of a place that several of them
// have; the report tells of it. National services are part of every source. The invented borough
// is what there is without a folder, and never beside real places. known reports whether a need
// is a leaf of the tree.
func Gather(folders []string, known func(need string) bool) (Source, *intake.Report, error) {
	all, err := gather(folders, known)
	if err != nil {
		return Source{}, nil, err
	}
	all, report := Unite(all)
	return all, report, nil
}

func gather(folders []string, known func(need string) bool) (Source, error) {
	if len(folders) == 0 {
		return Builtin(known)
	}
	all, err := National(known)
	if err != nil {
		return Source{}, err
	}
	national := all.Services
	for _, folder := range folders {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return Source{}, fmt.Errorf("%s is not a folder that can be read", folder)
		}
		s, err := Read(os.DirFS(folder), known)
		if err != nil {
			return Source{}, err
		}
		if all, err = Merge(all, exported(s, national)); err != nil {
			return Source{}, err
		}
	}
	return all, nil
}

// exported takes out of a source what an exported pack has of the national services, which are part of
// every source already: what is built in is newer than any copy.
func exported(s Source, national []directory.Service) Source {
	builtIn := byID(national)
	before := len(s.Services)
	s.Services = slices.DeleteFunc(s.Services, func(one directory.Service) bool {
		own, is := builtIn[one.ID]
		return is && list(own) == list(one)
	})
	if n := before - len(s.Services); n > 0 {
		s.Warnings = append(s.Warnings, Fault{File: ".", What: fmt.Sprintf("%d national services stand in it: those that are built in are taken", n), Mend: "Leave them out, unless it was exported from a pack"})
	}
	return s
}

// Merged says in a line what a report of Unite or Gather tells of; empty for nothing.
func Merged(report *intake.Report) string {
	if len(report.Entries()) == 0 {
		return ""
	}
	text := fmt.Sprintf("%d places found in more than one list were merged", report.Count(intake.Repaired))
	held := map[string]bool{}
	for _, e := range report.Entries() {
		if e.Outcome == intake.HeldBack {
			held[e.Record] = true
		}
	}
	if n := len(held); n > 0 {
		text += fmt.Sprintf("; %d could show a secret place and are held back", n)
	}
	if n := report.Count(intake.Disputed); n > 0 {
		text += fmt.Sprintf("; in %d facts the lists contradict each other", n)
	}
	if n := report.Count(intake.Unknown); n > 0 {
		text += fmt.Sprintf("; %d were not clear", n)
	}
	return text + "\n"
}
