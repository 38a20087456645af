package desk

import (
	"embed"
	"net/http"
)

//go:embed page
var page embed.FS

// pages serves the console's page and what it is made of.
func (s *Server) pages() {
	for path, f := range map[string][2]string{
		"GET /{$}":                  {"page/index.html", "text/html; charset=utf-8"},
		"GET /desk.js":              {"page/desk.js", "text/javascript; charset=utf-8"},
		"GET /desk.css":             {"page/desk.css", "text/css; charset=utf-8"},
		"GET /manifest.webmanifest": {"page/manifest.webmanifest", "application/manifest+json"},
		"GET /icon.svg":             {"page/icon.svg", "image/svg+xml"},
		"GET /icon-192.png":         {"page/icon-192.png", "image/png"},
		"GET /icon-512.png":         {"page/icon-512.png", "image/png"},
	} {
		s.mux.HandleFunc(path, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Type", f[1])
			http.ServeFileFS(w, r, page, f[0])
		})
	}
}
