package content

import (
	"fmt"
	"os"
	"path/filepath"

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
	for _, folder := range folders {
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return Source{}, fmt.Errorf("%s is not a folder that can be read", folder)
		}
		s, err := Read(os.DirFS(folder), known)
		if err != nil {
			return Source{}, err
		}
		if all, err = Merge(all, s); err != nil {
			return Source{}, err
		}
	}
	return all, nil
}

// Merged says in a line what a report of Unite or Gather tells of; empty for nothing.
func Merged(report *intake.Report) string {
	if len(report.Entries()) == 0 {
		return ""
	}
	text := fmt.Sprintf("%d places found in more than one list were merged", report.Count(intake.Repaired))
	if n := report.Count(intake.Disputed); n > 0 {
		text += fmt.Sprintf("; in %d facts the lists contradict each other", n)
	}
	if n := report.Count(intake.Unknown); n > 0 {
		text += fmt.Sprintf("; %d were not clear", n)
	}
	return text + "\n"
}

// mostReasons is how many reasons Finish names; the report has all.
const mostReasons = 8

// Finish writes what an importer has made into the folder of a source: NAME.toml, and beside it
// the report of what was repaired or left out. It returns what an editor has to know of it.
func Finish(folder, name, comment string, services []directory.Service, report *intake.Report) (string, error) {
	if err := WriteServices(filepath.Join(folder, name+".toml"), comment, services); err != nil {
		return "", err
	}
	file := filepath.Join(folder, name+ReportEnd)
	if err := report.WriteFile(file); err != nil {
		return "", err
	}
	text := fmt.Sprintf("%s: %d services; %s; see %s\n", name, len(services), report.Summary(), file)
	for i, r := range report.Reasons() {
		if i == mostReasons {
			text += "  and other reasons\n"
			break
		}
		text += fmt.Sprintf("  %6d  %s\n", r.Count, r.Why)
	}
	return text, nil
}
