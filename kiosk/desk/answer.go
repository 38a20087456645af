package desk

import (
	"errors"
	"net/http"
	"slices"
	"time"

	"frontdoor/kiosk/handoff"
)

// pair takes a code and gives the device its key, as a cookie that no script can read.
func (s *Server) pair(w http.ResponseWriter, r *http.Request) {
	var said struct {
		Code string `json:"code"`
		Name string `json:"name"`
	}
	if !decode(w, r, &said) {
		return
	}
	now, from := time.Now(), network(r.RemoteAddr)
	if s.guesses.Wait(from, now) > 0 {
		w.Header().Set("Retry-After", "60")
		http.Error(w, "Too many attempts. Wait a minute.", http.StatusTooManyRequests)
		return
	}
	var key string
	err := s.pairing.use(from, said.Code, now, func() (err error) {
		key, err = s.devices.Add(said.Name, false, now)
		return err
	})
	switch {
	case errors.Is(err, ErrCode):
		s.guesses.Miss(from, now)
		http.Error(w, "That code has expired or was mistyped. Ask the kiosk for a new one.", http.StatusForbidden)
	case errors.Is(err, ErrNamed):
		http.Error(w, "Another device has that name. Choose a different one, or withdraw that device at the kiosk.", http.StatusConflict)
	case errors.Is(err, ErrDeviceName), errors.Is(err, ErrFull):
		http.Error(w, sentence(err), http.StatusUnprocessableEntity)
	case err != nil:
		s.opts.Log.Error("a device could not be paired", "err", err)
		http.Error(w, "The kiosk cannot save its devices. Tell whoever looks after it.", http.StatusInternalServerError)
	default:
		http.SetCookie(w, &http.Cookie{
			Name: cookie, Value: key, Path: "/", Secure: true, HttpOnly: true,
			SameSite: http.SameSiteStrictMode, MaxAge: int(unusedFor / time.Second),
		})
		w.WriteHeader(http.StatusNoContent)
	}
}

// unpair withdraws the device that asks for it.
func (s *Server) unpair(w http.ResponseWriter, _ *http.Request, device string) {
	if _, err := s.devices.Withdraw(device); err != nil {
		s.opts.Log.Error("a device could not be withdrawn", "err", err)
		http.Error(w, "The kiosk cannot save its devices. Tell whoever looks after it.", http.StatusInternalServerError)
		return
	}
	http.SetCookie(w, &http.Cookie{Name: cookie, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode, MaxAge: -1})
	w.WriteHeader(http.StatusNoContent)
}

// answers are what a console may say, in the words of its page.
var answers = []handoff.Answer{handoff.Accept, handoff.OnMyWay, handoff.Arrive, handoff.Release, handoff.Beside, handoff.Done}

// answer takes what a device says of a request, here or at another kiosk.
func (s *Server) answer(w http.ResponseWriter, r *http.Request, device string) {
	var said struct {
		ID      string `json:"id"`
		Answer  string `json:"answer"`
		Outcome string `json:"outcome"`
		Lasted  string `json:"lasted"`
	}
	if !decode(w, r, &said) {
		return
	}
	a, res := handoff.Answer(said.Answer), handoff.Resolution{Outcome: handoff.Outcome(said.Outcome), Lasted: said.Lasted}
	if !slices.Contains(answers, a) ||
		a == handoff.Done && !slices.Contains(append(handoff.Outcomes(), handoff.Unsaid), res.Outcome) ||
		res.Lasted != "" && !slices.Contains(handoff.Lasted(), res.Lasted) {
		http.Error(w, "That is not understood.", http.StatusBadRequest)
		return
	}
	err := s.board.Answer(said.ID, device, a, res)
	if errors.Is(err, handoff.ErrGone) {
		err = s.elsewhere(r.Context(), command{ID: said.ID, Device: device, Answer: a, Outcome: res.Outcome, Lasted: res.Lasted})
	}
	switch {
	case err == nil:
		w.WriteHeader(http.StatusNoContent)
	case errors.Is(err, handoff.ErrTaken):
		http.Error(w, "Someone else has taken it.", http.StatusConflict)
	case errors.Is(err, handoff.ErrGone):
		http.Error(w, "This call has ended: the visitor is no longer waiting.", http.StatusGone)
	case errors.Is(err, errSilent):
		http.Error(w, "That kiosk isn’t answering. Go and see whether anyone is waiting there.", http.StatusGatewayTimeout)
	default:
		http.Error(w, "The call has moved on since. Look again.", http.StatusConflict)
	}
}

// sentence makes a sentence of an error that is written for readers.
func sentence(err error) string {
	text := err.Error()
	return string(text[0]-'a'+'A') + text[1:] + "."
}
