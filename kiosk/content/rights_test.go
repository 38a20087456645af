package content_test

import (
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"frontdoor/kiosk/content"
)

func TestEveryBuiltInRightSaysWhoSaysSoAndWhere(t *testing.T) {
	tree, _ := builtinContent(t)
	rights, err := content.Rights(func(id string) bool { _, ok := tree.Leaf(id); return ok })
	if err != nil {
		t.Fatal(err)
	}
	if len(rights) < 6 {
		t.Errorf("only %d rights", len(rights))
	}
	seen := map[string]bool{}
	for _, r := range rights {
		if seen[r.ID] || r.Assurance.Assurer == "" || r.Assurance.VerifiedOn.Month == 0 || r.Assurance.ExpiresOn.Year == 0 {
			t.Errorf("%+v", r)
		}
		seen[r.ID] = true
	}
}

// A right is a fact like any other: it is in the list of confirmed ones.
func TestEveryRightWasConfirmed(t *testing.T) {
	confirmed, _ := facts(t)
	for right, fact := range map[string]string{
		"gp-no-proof": "no proof of address, immigration status, ID or NHS number", "dentist-anywhere": "no registration/catchment",
		"maternity-direct": "self-refer online, no GP needed", "costs-help": "HC1 -> HC2 full / HC3 partial",
		"pharmacy-first": "7: earache", "health-check": "40-74 every 5 years",
	} {
		if !strings.Contains(confirmed, strings.ReplaceAll(fact, " ", "")) {
			t.Errorf("%s: nobody has confirmed %q", right, fact)
		}
	}
}

func TestARightThatNobodyHoldsIsRefused(t *testing.T) {
	_, err := content.Rights(func(need string) bool { return need != "health/gp" })
	if err == nil || !strings.Contains(err.Error(), `"health/gp" is not a need`) {
		t.Errorf("%v", err)
	}
}

func TestAPostcodeInTheWordsOfASecretPlaceIsAFault(t *testing.T) {
	secret := good + "[service.location]\nconfidential = true\n"
	if _, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(secret)}}, known); err != nil {
		t.Fatalf("a secret place without an address is refused: %v", err)
	}
	for name, more := range map[string]string{
		"in the description":   "[service.description]\nlang = \"en\"\ntext = \"Ring the bell at E1 6AN, then wait.\"\n",
		"written as one":       "[service.description]\nlang = \"en\"\ntext = \"Find us at (E16AN).\"\n",
		"beside the address":   "address = [\"1 Lane\"]\n",
		"in the service's own": "postcode = \"E1 6AN\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			_, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(secret + more)}}, known)
			var faults content.Faults
			if !errors.As(err, &faults) || !strings.Contains(faults[0].What, "confidential") {
				t.Errorf("%v", err)
			}
		})
	}
	for name, text := range map[string]string{"a number": "Ring 18001 or text 85258.", "a form": "Ask for form HC1 for all.", "words": "Our doors are open to all."} {
		more := "[service.description]\nlang = \"en\"\ntext = \"" + text + "\"\n"
		if _, err := content.Read(fstest.MapFS{"a.toml": {Data: []byte(secret + more)}}, known); err != nil {
			t.Errorf("%s is taken for a postcode: %v", name, err)
		}
	}
}
