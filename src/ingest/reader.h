// What every list reader offers, and how the right one is found for a set of files.
//
// A reader turns the bytes of one version of one source into a model::Dataset and a log of findings. It is strict: each
// field of the source is mapped, explicitly ignored (with the reason in a table of the reader), or reported as a
// finding; an unknown kind of party is a finding and never a default. `docs/design/readers.md` describes every format;
// `src/ingest/example/` is the skeleton to copy for a new one.
#ifndef PENUMBRA_INGEST_READER_H_
#define PENUMBRA_INGEST_READER_H_

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/facts.h"
#include "model/finding.h"
#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::ingest {

// One file of a version. `bytes` must outlive every call that gets it.
struct InputFile {
  std::string name;  // as the user named it; only used to name places, never to tell the format
  std::string_view bytes;
  bool is_text = false;  // check_text() has passed these bytes and need not look at them again
};

// How the records of the source fared. Always records_in == mapped + reported + ignored.
struct RecordCounts {
  std::uint64_t records_in = 0;  // raw records (rows, elements, lines) that the files hold
  std::uint64_t mapped = 0;      // became part of the dataset
  std::uint64_t reported = 0;    // could not be mapped; each has a finding of level kError
  std::uint64_t ignored = 0;     // left out on purpose; the reason is a finding of level kNote

  bool consistent() const { return records_in == mapped + reported + ignored; }
  bool operator==(const RecordCounts&) const = default;
};

// A part that a set of files has or lacks: the alias file of the OFAC CSV set.
struct PartPresence {
  std::string part;  // stable name inside the format: "sdn", "alt", "add", "sdn-comments"
  bool present = false;
  bool expected = false;      // a complete version of this set has it
  std::uint64_t records = 0;  // raw records in it
  bool operator==(const PartPresence&) const = default;
};

// What a file says that holds changes against an earlier version and no version of its own. Whoever keeps the earlier
// version applies it: what is removed goes, everything in the outcome's dataset replaces what has the same id.
struct Delta {
  std::vector<std::string> removed;  // ids of entities, designations and relationships that are gone, in file order
  std::string base;                  // the version that it changes, as the file names it; "" when it is silent
};

// The id that another form of the same list gives a party: where an authority numbers its parties anew and its files
// state both numbers, so that whoever keeps an earlier version can go on with the id that it knows.
struct OtherId {
  std::string id;     // in this outcome
  std::string other;  // in an outcome of the other form
  bool operator==(const OtherId&) const = default;
};

// What one version of one source says. Entities have distinct ids; every designation and relationship names entities
// of the dataset unless a finding "outside-reference" says otherwise. A relationship from "?" has a holder who is not
// disclosed.
struct ReadOutcome {
  std::string format;  // Reader::name()
  model::Dataset dataset;
  model::FindingLog findings;
  PartialDate published;           // publication date stated inside the files; unknown when they are silent
  std::string authority;           // who publishes: "us-ofac", "eu-council"; "" when the files do not say
  std::vector<std::string> lists;  // ids of the lists that occur, sorted: "us-sdn", "us-ssi-4"
  RecordCounts counts;
  std::vector<PartPresence> parts;  // one per part that the format knows; empty for one-file formats
  std::vector<std::string> notes;   // sentences for the user: "no alias file was given ..."
  std::vector<OtherId> other_ids;   // in the order of the files; a party may have several, and an id several parties
  // Set when the files are changes against an earlier version. Designations and relationships may then name entities of
  // that version (finding "outside-reference").
  std::optional<Delta> delta;
};

// How much of a version is in one piece at most: whichever is reached first. The bytes are an estimate of the memory
// that the piece takes; one record may exceed them by itself.
struct ChunkLimits {
  std::uint64_t records = 250'000;  // of all kinds
  std::uint64_t bytes = std::uint64_t{256} << 20;
};

// A piece of a version.
struct Chunk {
  model::Dataset dataset;
  // The place of each entity in the version: they rise inside a piece, no two of a version are equal, and they may have
  // gaps. The entities of the version stand in the order of their places, all other records in the order in which they
  // come.
  std::vector<std::uint64_t> places;
};

// Takes a version piece by piece, on the thread that reads.
class ChunkSink {
 public:
  virtual ~ChunkSink() = default;
  // An error ends the reading and is what read_chunks() returns.
  virtual Status take(Chunk&& chunk) = 0;
  // What lies before `offset` of the file with this number will not be looked at again for a while: its pages may be
  // dropped. Called every few megabytes.
  virtual void passed(std::size_t file, std::size_t offset) {
    static_cast<void>(file);
    static_cast<void>(offset);
  }
};

// Reads one format. Implementations are stateless: const calls are safe from any thread.
class Reader {
 public:
  virtual ~Reader() = default;

  // Stable key of the format: "ofac-csv", "ofac-advanced-xml", "eu-fsf-xml", "ftm-json", "graph-csv", "model-csv",
  // "bods-json", "gleif-xml", "uk-psc-json".
  virtual std::string_view name() const = 0;
  // One sentence for help: what the format is and which files make one version.
  virtual std::string_view describes() const = 0;
  // Whether the content of ALL files together has the shape of this format. Looks at a bounded prefix of each file only
  // and never fails; a file that is of this format but damaged must be recognised here, so that read() can say what is
  // wrong with it.
  virtual bool recognises(std::span<const InputFile> files) const = 0;
  // Whether users write this format themselves, as a model with its whole history. A version that has far fewer records
  // than the one before is then its author's decision and not a sign of a broken download, and the newest version
  // answers for every day (store::VersionInfo::whole_history).
  virtual bool written_by_hand() const { return false; }
  // Whether to stand in such a file is to be listed. False for registers of companies and owners, whose parties a
  // screening must not find for being registered (store::VersionInfo::registers).
  virtual bool lists_parties() const { return true; }
  // Whether the reader itself opens spreadsheets and decodes text that is not UTF-8; detect() then asks recognises()
  // for files that check_text() refuses, too.
  virtual bool reads_raw() const { return false; }
  // Reads the files as one version. `source` is the name under which the user keeps this source; it goes into every
  // Evidence. Errors are structural (truncated, renamed column, wrong encoding, a limit) and name file, place and fix;
  // single records that cannot be mapped are findings and counted. Linear in the size of the input.
  virtual Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const = 0;
  // Whether read_chunks() takes memory for some pieces of these files, and a few bytes for each record, rather than for
  // all of them. Looks at a bounded prefix of each file only.
  virtual bool reads_in_chunks(std::span<const InputFile> files) const {
    static_cast<void>(files);
    return false;
  }
  // The same as read(), but the dataset is handed over in pieces and is empty in the outcome. Put together, the pieces
  // are what read() gives, record for record; findings may come in another order. Where an entity is spread over so
  // much of the files that it cannot be kept in memory, kLimit. What was handed over before an error is worth nothing.
  virtual Result<ReadOutcome> read_chunks(std::span<const InputFile> files, std::string_view source,
                                          const ChunkLimits& limits, ChunkSink& sink) const;
};

// Every reader of the program, most specific shape first. Lives as long as the program.
std::span<const Reader* const> readers();

// The reader with this name, or nullptr.
const Reader* find_reader(std::string_view name);

// The reader that recognises the content of the files; names play no part. Errors: kInvalidArgument (no file), kEmpty
// (an empty file), kEncoding (UTF-16, a legacy 8-bit code page), kUnexpectedStructure (an HTML page where data was
// expected: a block page or a login), kUnknownFormat (says what was seen and what is known).
Result<const Reader*> detect(std::span<const InputFile> files);
// The same, and marks the files that check_text() has passed, so that the reader does not look at them again.
Result<const Reader*> detect_and_mark(std::span<InputFile> files);

// detect() and read() in one step.
Result<ReadOutcome> read_files(std::span<const InputFile> files, std::string_view source);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_READER_H_
