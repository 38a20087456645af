package codecs

import (
	"time"

	"google.golang.org/protobuf/proto"

	"frontdoor/cmd/bench/codecs/pb"
	"frontdoor/kiosk/directory"
)

func pbDate(d directory.Date) *pb.Date {
	if d == (directory.Date{}) {
		return nil
	}
	return &pb.Date{Year: int32(d.Year), Month: int32(d.Month), Day: int32(d.Day)}
}

func date(d *pb.Date) directory.Date {
	return directory.Date{Year: int(d.GetYear()), Month: time.Month(d.GetMonth()), Day: int(d.GetDay())}
}

func pbAssurance(a *directory.Assurance) *pb.Assurance {
	if a == nil {
		return nil
	}
	return &pb.Assurance{Source: a.Source, Assurer: a.Assurer, VerifiedOn: pbDate(a.VerifiedOn), ExpiresOn: pbDate(a.ExpiresOn)}
}

func assurance(a *pb.Assurance) *directory.Assurance {
	if a == nil {
		return nil
	}
	return &directory.Assurance{Source: a.Source, Assurer: a.Assurer, VerifiedOn: date(a.VerifiedOn), ExpiresOn: date(a.ExpiresOn)}
}

func each[A, B any](all []A, f func(A) B) []B {
	if all == nil {
		return nil
	}
	out := make([]B, len(all))
	for i, a := range all {
		out[i] = f(a)
	}
	return out
}
func pbSpan(s directory.Span) *pb.Span { return &pb.Span{Open: int32(s.Open), Close: int32(s.Close)} }
func span(s *pb.Span) directory.Span {
	return directory.Span{Open: int(s.GetOpen()), Close: int(s.GetClose())}
}
func pbProse(p *directory.Prose) *pb.Prose {
	if p == nil {
		return nil
	}
	return &pb.Prose{Lang: p.Lang, Text: p.Text}
}

func prose(p *pb.Prose) *directory.Prose {
	if p == nil {
		return nil
	}
	return &directory.Prose{Lang: p.Lang, Text: p.Text}
}

func protoEncode(s directory.Service) ([]byte, error) {
	m := &pb.Service{Id: s.ID, Name: s.Name, Kind: s.Kind, Organization: s.Organization, Needs: s.Needs, Everywhere: s.Everywhere, Url: s.URL, Email: s.Email, Languages: s.Languages, Interpreting: s.Interpreting, StepFree: s.StepFree, HearingLoop: s.HearingLoop, QuietSpace: s.QuietSpace, Rights: s.Rights, SameAs: s.SameAs, Description: pbProse(s.Description), Assurance: pbAssurance(&s.Assurance)}
	m.Phones = each(s.Phones, func(p directory.Phone) *pb.Phone {
		return &pb.Phone{Number: p.Number, Use: p.Use, Word: p.Word, Free: p.Free}
	})
	m.Also = each(s.Also, func(a directory.Assurance) *pb.Assurance { return pbAssurance(&a) })
	if l := s.Location; l != nil {
		m.Location = &pb.Location{Address: l.Address, Postcode: l.Postcode, Lat: l.Lat, Lon: l.Lon, Confidential: l.Confidential}
	}
	if h := s.Hours; h != nil {
		m.Hours = &pb.Hours{Always: h.Always, ByAppointment: h.ByAppointment, From: pbDate(h.From), To: pbDate(h.To), Except: each(h.Except, pbDate), Assurance: pbAssurance(h.Assurance)}
		for _, d := range h.Week {
			m.Hours.Week = append(m.Hours.Week, &pb.Day{Spans: each(d, pbSpan)})
		}
		m.Hours.Schedules = each(h.Schedules, func(x directory.Schedule) *pb.Schedule {
			return &pb.Schedule{Freq: x.Freq, Interval: int32(x.Interval), ByDay: each(x.ByDay, func(b directory.ByDay) *pb.ByDay { return &pb.ByDay{Nth: int32(b.Nth), Day: int32(b.Day)} }), ByMonthDay: each(x.ByMonthDay, func(n int) int32 { return int32(n) }), Start: pbDate(x.Start), Span: pbSpan(x.Span), From: pbDate(x.From), To: pbDate(x.To), Except: each(x.Except, pbDate)}
		})
	}
	if c := s.Cost; c != nil {
		m.Cost = &pb.Cost{Free: c.Free, Note: c.Note}
	}
	if e := s.Eligibility; e != nil {
		m.Eligibility = &pb.Eligibility{MinAge: int32(e.MinAge), MaxAge: int32(e.MaxAge), Who: e.Who}
	}
	if s.Documents != nil {
		m.Documents = &pb.Strings{Values: s.Documents}
	}
	m.Alerts = each(s.Alerts, func(a directory.Alert) *pb.Alert {
		return &pb.Alert{Kind: string(a.Kind), From: pbDate(a.From), Until: pbDate(a.Until), Text: pbProse(a.Text), Assurance: pbAssurance(a.Assurance)}
	})
	return proto.MarshalOptions{Deterministic: true}.Marshal(m)
}

func protoDecode(b []byte) (s directory.Service, err error) {
	var m pb.Service
	if err := proto.Unmarshal(b, &m); err != nil {
		return s, err
	}
	s = directory.Service{ID: m.Id, Name: m.Name, Kind: m.Kind, Organization: m.Organization, Needs: m.Needs, Everywhere: m.Everywhere, URL: m.Url, Email: m.Email, Languages: m.Languages, Interpreting: m.Interpreting, StepFree: m.StepFree, HearingLoop: m.HearingLoop, QuietSpace: m.QuietSpace, Rights: m.Rights, SameAs: m.SameAs, Description: prose(m.Description)}
	if m.Assurance != nil {
		s.Assurance = *assurance(m.Assurance)
	}
	s.Phones = each(m.Phones, func(p *pb.Phone) directory.Phone {
		return directory.Phone{Number: p.Number, Use: p.Use, Word: p.Word, Free: p.Free}
	})
	s.Also = each(m.Also, func(a *pb.Assurance) directory.Assurance { return *assurance(a) })
	if l := m.Location; l != nil {
		s.Location = &directory.Location{Address: l.Address, Postcode: l.Postcode, Lat: l.Lat, Lon: l.Lon, Confidential: l.Confidential}
	}
	if h := m.Hours; h != nil {
		s.Hours = &directory.Hours{Always: h.Always, ByAppointment: h.ByAppointment, From: date(h.From), To: date(h.To), Except: each(h.Except, date), Assurance: assurance(h.Assurance)}
		for i, d := range h.Week {
			s.Hours.Week[i] = each(d.Spans, span)
		}
		s.Hours.Schedules = each(h.Schedules, func(x *pb.Schedule) directory.Schedule {
			return directory.Schedule{Freq: x.Freq, Interval: int(x.Interval), ByDay: each(x.ByDay, func(b *pb.ByDay) directory.ByDay { return directory.ByDay{Nth: int(b.Nth), Day: time.Weekday(b.Day)} }), ByMonthDay: each(x.ByMonthDay, func(n int32) int { return int(n) }), Start: date(x.Start), Span: span(x.Span), From: date(x.From), To: date(x.To), Except: each(x.Except, date)}
		})
	}
	if c := m.Cost; c != nil {
		s.Cost = &directory.Cost{Free: c.Free, Note: c.Note}
	}
	if e := m.Eligibility; e != nil {
		s.Eligibility = &directory.Eligibility{MinAge: int(e.MinAge), MaxAge: int(e.MaxAge), Who: e.Who}
	}
	if m.Documents != nil {
		s.Documents = m.Documents.Values
		if s.Documents == nil {
			s.Documents = []string{}
		}
	}
	s.Alerts = each(m.Alerts, func(a *pb.Alert) directory.Alert {
		return directory.Alert{Kind: directory.AlertKind(a.Kind), From: date(a.From), Until: date(a.Until), Text: prose(a.Text), Assurance: assurance(a.Assurance)}
	})
	return s, nil
}
