// Screens names with moov-io/watchman's search package: every party of OFAC's list, as its server does, in one thread.
//
//	watchman LISTS QUERIES.csv ANSWERS.csv FIGURES.json
package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"log"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"syscall"

	"github.com/moov-io/watchman/pkg/download"
	"github.com/moov-io/watchman/pkg/search"
	"github.com/moov-io/watchman/pkg/sources/ofac"
)

const floor = 0.70

// Processor seconds of this process, collector included.
func spent() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	seconds := func(t syscall.Timeval) float64 { return float64(t.Sec) + float64(t.Usec)/1e6 }
	return seconds(usage.Utime) + seconds(usage.Stime)
}

func listed(folder string) []search.Entity[search.Value] {
	files := download.Files{}
	for _, name := range []string{"sdn.csv", "alt.csv", "add.csv"} {
		file, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			log.Fatal(err)
		}
		files[name] = file
	}
	read, err := ofac.Read(files)
	if err != nil {
		log.Fatal(err)
	}
	parties := ofac.GroupIntoEntities(read.SDNs, read.Addresses, read.SDNComments, read.AlternateIdentities)
	for i := range parties {
		parties[i] = parties[i].Normalize()
	}
	return parties
}

func query(schema, name string) search.Entity[search.Value] {
	asked := search.Entity[search.Value]{Name: name, Source: search.SourceAPIRequest}
	switch schema {
	case "Person":
		asked.Type = search.EntityPerson
		asked.Person = &search.Person{Name: name}
	case "Vessel":
		asked.Type = search.EntityVessel
		asked.Vessel = &search.Vessel{Name: name}
	case "Airplane":
		asked.Type = search.EntityAircraft
		asked.Aircraft = &search.Aircraft{Name: name}
	default:
		// Its OFAC reader makes businesses of all that is neither person, vessel nor aircraft.
		asked.Type = search.EntityBusiness
		asked.Business = &search.Business{Name: name}
	}
	return asked.Normalize()
}

func version() string {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == "github.com/moov-io/watchman" {
				return module.Version
			}
		}
	}
	return "?"
}

func main() {
	if len(os.Args) != 5 {
		log.Fatal("usage: watchman LISTS QUERIES.csv ANSWERS.csv FIGURES.json")
	}
	parties := listed(os.Args[1])
	file, err := os.Open(os.Args[2])
	if err != nil {
		log.Fatal(err)
	}
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		log.Fatal(err)
	}
	rows = rows[1:] // query, kind, schema, name, target
	answers := [][]string{{"query", "id", "score"}}
	start := spent()
	for _, row := range rows {
		asked := query(row[2], row[3])
		for i := range parties {
			score := search.Similarity(asked, parties[i])
			if score >= floor && !math.IsNaN(score) {
				answers = append(answers, []string{row[0], parties[i].SourceID, fmt.Sprintf("%.4f", score)})
			}
		}
	}
	taken := spent() - start
	out, err := os.Create(os.Args[3])
	if err != nil {
		log.Fatal(err)
	}
	if err := csv.NewWriter(out).WriteAll(answers); err != nil {
		log.Fatal(err)
	}
	figures, err := json.MarshalIndent(map[string]any{
		"engine": "moov-io/watchman " + version(), "screenings": len(rows), "start_s": math.Round(start*100) / 100,
		"ms": math.Round(taken/float64(len(rows))*1e6) / 1e3,
	}, "", " ")
	if err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[4], figures, 0o644); err != nil {
		log.Fatal(err)
	}
	os.Stderr.Write(append(figures, '\n'))
}
