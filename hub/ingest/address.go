package ingest

import (
	"net/http"
	"net/netip"
	"strings"
)

// Address returns what tries of somebody are counted by: the address that asks, or the block of
// them that one home has in IPv6. Behind a proxy that is stated it is the address that the proxy
// says it was asked by: the last of X-Forwarded-For, for whatever comes before it anybody can write.
func Address(r *http.Request, behindProxy bool) string {
	from := r.RemoteAddr
	if at, err := netip.ParseAddrPort(from); err == nil {
		from = at.Addr().String()
	}
	if behindProxy {
		if all := r.Header.Values("X-Forwarded-For"); len(all) > 0 {
			last := all[len(all)-1]
			if ip, err := netip.ParseAddr(strings.TrimSpace(last[strings.LastIndex(last, ",")+1:])); err == nil {
				from = ip.String()
			}
		}
	}
	ip, err := netip.ParseAddr(from)
	if err != nil {
		return from
	}
	if ip = ip.Unmap(); ip.Is6() {
		if block, err := ip.WithZone("").Prefix(64); err == nil {
			return block.String()
		}
	}
	return ip.String()
}
