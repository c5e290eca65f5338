// What the readers of official sanctions lists share: dates as such lists print them, numbered and labelled texts,
// names of countries and peoples, and a writer that keeps parties, documents, designations and links of one version
// together.
#ifndef PENUMBRA_INGEST_LISTING_H_
#define PENUMBRA_INGEST_LISTING_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/name_table.h"
#include "ingest/id_index.h"
#include "ingest/mapping.h"
#include "ingest/memo.h"
#include "ingest/reader.h"

namespace penumbra::ingest {

// A date as a list prints it.
struct ListDate {
  std::vector<std::string> dates;  // "1961", "1961-03", "1961-03-05"; a span gives each of its years
  bool imprecise = false;          // circa, or a span of which one year is true
};

// Reads ISO dates, day-first dates with any of / . - ("05/03/1961", "00/00/1961", "dd/mm/1961", "5.3.1961"), worded
// ones
// ("5 Mar. 1961", "March 1961", "March 5, 1961"), spans of years ("1961-1963", "between 1961 and 1963"; at most 30
// years) and any of them after circa, about, approximately. Nothing when it is none of these. Unknown parts (00, dd,
// mm) shorten the date; they are never filled.
std::optional<ListDate> read_list_date(std::string_view text);
// The one date that a text states; unknown when it states none, several, or an approximate one.
PartialDate read_list_day(std::string_view text);

// The parts of "(1) A (2) B" or "(a) A (b) B", tidied and without full stops at their ends; the text itself when it is
// not numbered from the beginning in order.
std::vector<std::string> numbered_values(std::string_view text);

// A part of a text like "(UN Ref):X (Phone number):Y".
struct LabelledPart {
  std::string_view label;  // "" for the text before the first label
  std::string_view text;   // trimmed
  std::size_t offset = 0;  // of `text` in the whole
};
// Cuts a text at "(LABEL):" for the labels given, in order.
std::vector<LabelledPart> labelled_parts(std::string_view text, std::span<const std::string_view> labels);

// The code of a country by its name or the name of its people ("Russian" -> "ru"), from
// data/lists/countries.csv and data/lists/nationalities.csv. As country_code() otherwise. Safe from any thread.
std::optional<std::string_view> country_of_words(std::string_view words);

// Names of fields that a format has ("INDIVIDUAL/DATAID") with the reason where one is left out on purpose; "*/NAME"
// stands for a field of any element. What is not here is a finding.
struct FieldRule {
  std::string_view path;
  std::string_view left_out;  // "" when it is read
};
class FieldTable {
 public:
  explicit FieldTable(std::span<const FieldRule> rules);
  bool knows(std::string_view element, std::string_view name) const;

 private:
  base::NameTable<std::vector<std::string_view>> elements_;  // by name of the field
};

// A document of a party.
struct ListedDocument {
  std::string_view schema = "Identification";  // or "Passport"
  std::string type;                            // as the list names it
  std::string number;
  std::string country;  // code, or ""
  std::string authority;
  std::string issued;
  std::string expires;
  std::string summary;
};

// Collects what one version says. One per run; not thread-safe.
class ListWriter {
 public:
  ListWriter(std::string_view source, std::string_view authority, ReadOutcome& outcome)
      : source_(source), authority_(authority), outcome_(outcome), mapping_(outcome.findings) {}

  Mapping& mapping() { return mapping_; }
  ReadOutcome& outcome() { return outcome_; }

  // The party with this id, new or known; nullptr, with a finding of level kError, when it is known as another kind.
  // The pointer is good until the next call.
  model::Entity* party(const std::string& id, std::string_view schema, const Place& position);
  // The known party with this id, or nullptr. The pointer is good until the next call of party().
  model::Entity* find(std::string_view id);

  void put(model::Entity& party, std::string_view property, std::string_view text, const Place& position,
           std::string_view lang = {}) {
    mapping_.put(party, property, text, position, lang);
  }
  // Countries by name or people, numbered or divided by semicolons. Unknown ones are findings and stay in notes.
  void put_countries(model::Entity& party, std::string_view property, std::string_view text, const Place& position);
  // The code of a country, "" when the words name none; an unknown one is a finding.
  std::string country(std::string_view words, const Place& position);
  // The day that a field states; a finding names the field when its text is no single day.
  PartialDate day(std::string_view text, std::string_view field, const Place& position);
  // A date of birth (of a person), of foundation (of a body) or of building (of a ship). `circa`: the source says that
  // the date is approximate, which claims the year only. Unread texts are findings and stay in notes.
  void put_birth(model::Entity& party, std::string_view text, bool circa, const Place& position);
  // "label: text", unless the text is empty.
  void note(model::Entity& party, std::string_view label, std::string_view text);
  // Puts the number into the party (passportNumber, else `property`) and makes the document when more is known than
  // the number.
  void add_document(model::Entity& party, std::string_view property, const ListedDocument& document,
                    const Place& position);
  // The place of a designation with this id in the dataset, or nothing.
  std::optional<std::size_t> find_designation(std::string_view id) const;
  // Adds a designation of the list's authority; one that is there already is left alone and said.
  void add_designation(model::Designation designation, const Place& position);

  // Remembers under which key (a reference, a primary name) a party can be named by others.
  void name_party(std::string_view key, std::string_view id);
  // An edge to a party that is only named by a key; made in finish() when exactly one party bears it. `reverse`: from
  // the other to this one. `span` is the place of the words in the record; `text` the words.
  struct Link {
    std::string party;
    std::string key;
    std::string kind;
    std::string role;
    std::string text;
    std::string span;
    bool reverse = false;
    bool quiet = false;  // no finding when the other is not in the list
    SourcePosition position;
  };
  void link(Link link) { links_.push_back(std::move(link)); }
  // Adds an edge between two known parties; nothing when one is unknown or both are one.
  bool add_edge(const std::string& from, std::string_view kind, const std::string& to, std::string_view role,
                std::string_view text, const Place& position, std::string_view span);

  // Whether a writer of later records of the same version, which knew nothing of this one's, stands for itself: no id
  // is in both.
  bool can_join(const ListWriter& later) const;
  // Takes what it knows beside the outcome, whose entities follow those of this one's.
  void join(ListWriter& later);

  model::Evidence evidence(const Place& position, std::string_view span = {}) const;
  // Resolves links, adds documents, sorts the lists. Once, at the end.
  void finish();

 private:
  // Where a record stands whose id is in ids_.
  enum class Kind : unsigned char { kDesignation, kEdge, kDocument };
  static constexpr std::size_t kKinds = 4;
  static std::size_t place_of(Kind kind, std::size_t place) { return place * kKinds + static_cast<std::size_t>(kind); }
  std::string_view id_at(std::size_t place) const;
  // Whether no document, designation or edge had this id; the next of its kind is to be added at once.
  bool add_id(std::string_view id, Kind kind);
  std::string_view party_at(std::size_t place) const { return outcome_.dataset.entities[place].id; }
  // Who bears a key, in small letters: nobody where it names two parties.
  std::unordered_map<std::string, std::string_view> book() const;

  // A key and an id in names_.
  struct Named {
    std::size_t begin = 0;
    std::size_t key = 0;  // how long
    std::size_t id = 0;
  };

  std::string_view source_;
  std::string authority_;
  ReadOutcome& outcome_;
  Mapping mapping_;
  IdIndex index_;         // of parties
  std::size_t last_ = 0;  // place of the party that was asked for last
  IdIndex ids_;           // of documents, designations and edges
  std::string names_;
  std::vector<Named> named_;
  std::vector<Link> links_;
  std::vector<model::Entity> documents_;
  Memo<std::string> countries_;  // words that are one country, to its code; "" for all others
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_LISTING_H_
