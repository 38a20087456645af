package main

import (
	"log/slog"

	"frontdoor/internal/cli"
	"frontdoor/kiosk/printer"
	"frontdoor/kiosk/site"
)

// openPrinter returns what prints slips at a site; nil where it has no printer.
func openPrinter(p site.Printer, log *slog.Logger) (*printer.Spool, error) {
	width := printer.Wide
	if p.Width == 58 {
		width = printer.Narrow
	}
	var to printer.Printer
	switch {
	case p.URL != "":
		o, err := printer.NewOffice(p.URL)
		if err != nil {
			return nil, cli.Mendf("%v", err)
		}
		to = o
	case p.Device != "":
		to = printer.NewDevice(p.Device, width)
	case p.TCP != "":
		to = printer.NewSocket(p.TCP, width)
	default:
		return nil, nil //nolint:nilnil // a site without a printer is a site, not a fault
	}
	return printer.NewSpool(to, printer.Options{Log: log}), nil
}
