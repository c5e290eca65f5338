// Screening: is this party, or one of these parties, on a list?
//
// A Screener answers from the published versions of a store. Every answer ends `hits`, `clear` or `incomplete`;
// *incomplete* outranks the others, and *clear* is said only when the whole name was read, every configured source had
// a version in force and was searched, and no search bound was reached.
//
// Plain values throughout. The texts in an answer are copies: an answer outlives the Screener.
#ifndef PENUMBRA_SCREENING_H_
#define PENUMBRA_SCREENING_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra {

// Scores are whole ten-thousandths, so that the points of an explanation add up exactly.
inline constexpr int kScorePerUnit = 10000;

// At or above this score a party of a list is a hit, unless the query says otherwise.
inline constexpr double kDefaultScreenThreshold = 0.70;

// One value of one property, both as FollowTheMoney has them ("innCode", "7707083893").
struct StatedFact {
  std::string property;
  std::string text;
};

// Whether the property counts beside a name: identifiers, dates, countries, gender, address, tonnage.
bool is_screening_fact(std::string_view property);

// Whether the text says anything as such a fact: "1971-3-05" does as a birthDate, "n/a" does not. A fact that cannot be
// read does not count in a screening, which says so; ask before, where a person can still correct it.
bool can_read_fact(std::string_view property, std::string_view text);

// Whether this is a FollowTheMoney schema ("Person", "Company").
bool is_kind_of_party(std::string_view schema);

// One party to look for. Empty members are *not stated*: they neither add nor subtract.
struct ScreenQuery {
  std::string name;     // UTF-8, any script. Required; a name without letters or digits is answered `incomplete`
  std::string schema;   // FollowTheMoney kind ("Person", "Company", "Vessel"); "", or what is none, looks for all kinds
  std::string born;     // birth date: "1971", "1971-03-05", "5 Mar 1971" and other forms of docs/design/evidence.md
  std::string country;  // ISO 3166-1 code of two or three letters, any case, or an English name
  // What else is known: identifiers, gender, addresses, dates. A party that states the same decisive identifier
  // (docs/design/evidence.md) is found whatever its names are.
  std::vector<StatedFact> facts;
  double threshold = kDefaultScreenThreshold;  // in (0, 1]. Below 0.60 every listed name is compared, which is slow
  std::size_t limit = 0;              // most hits that the answer carries; 0: all. hits_total always counts all
  std::optional<Date> as_of;          // the world on that day; default: today
  std::optional<Timestamp> known_at;  // what the store knew at that instant; default: everything it knows now
};

enum class Verdict : std::uint8_t { kClear = 0, kHits = 1, kIncomplete = 2 };  // stored in logs: never renumber

// "clear", "hits", "incomplete".
std::string_view verdict_key(Verdict verdict);

// One line of an explanation.
struct ScoreFeature {
  std::string name;       // stable key: "part-equal", "part-conflict", "birth-date" ...
  std::string query;      // the part of the query, "" if none
  std::string candidate;  // the part of the listed name, "" if none
  int points = 0;         // ten-thousandths, may be negative; the points of a hit add up to its score exactly
  std::string text;       // one sentence for a reader
};

// One designation of a party, as a list states it.
struct Listing {
  std::string list;                     // id of the list: "us-sdn"
  std::string authority;                // who lists
  std::vector<std::string> programmes;  // legal basis as the list names it
  std::vector<std::string> measures;    // what it imposes: "asset-freeze"
  std::string act;                      // citation
  std::string scope;                    // "entity" or "entity-and-sub-units"
  std::string listed_name;              // the name as the list prints it, where stated
  std::string from;                     // first day of effect as the source states it ("2022-03", "<2022"), "" unknown
  std::string to;                       // first day without effect, "" open
  std::string certainty;                // on the day asked for: "certain", "possible", or "ended", "not-yet"
  std::string source;                   // name of the source in the store
  std::string version;                  // id of that source's version
  std::string evidence;                 // place of the raw record ("sdn.csv:1204")
};

// How a listed name may be used: OFAC FAQ 122 calls broad or generic aliases weak.
enum class NameQuality : std::uint8_t { kStrong = 0, kWeak = 1 };

// A party that a query met.
struct Hit {
  std::string id;            // of the entity, stable over versions of its source
  std::string caption;       // how answers call it
  std::string schema;        // FollowTheMoney kind
  int points = 0;            // ten-thousandths
  std::string matched_name;  // the listed name that gave the score, as the source writes it
  NameQuality quality = NameQuality::kStrong;
  std::string source;   // name of the source that holds the entity
  std::string version;  // id of that source's version
  // Designations on which the hit rests. May be empty where a list gives none: then `topics` says why it is listed.
  std::vector<Listing> listings;
  std::vector<std::string> topics;  // FollowTheMoney topics of the entity ("sanction", "export.control")
  std::vector<ScoreFeature> features;
  // "" for a hit; else why it is none:
  //   "not-in-force"       every designation known of it has ended or not begun on the day asked for;
  //   "not-listed"         it stands in a hand-written model and no list names it;
  //   "evidence-conflict"  what else is stated of both took it below the threshold;
  //   "weak-alias"         the name met is a weak alias, and counts too little for the threshold;
  //   "other-schema"       it is another kind of thing than asked for.
  std::string set_aside;

  double score() const { return static_cast<double>(points) / kScorePerUnit; }
};

// Why an answer is incomplete, or what a reader should know beside it. `key` is stable, `text` is a sentence.
struct Remark {
  std::string key;
  std::string text;
};

// One source version behind an answer.
struct SourceVersion {
  std::string source;
  std::string version;    // id
  std::string published;  // day of publication, "" when the source is silent
  std::string recorded;   // instant at which the store learnt of it
  std::string hash;       // SHA-256 of what was read
  std::uint64_t entities = 0;
  std::string state;  // "in-force", "stale", "after-as-of" (only later versions are known), "none"
  std::string note;   // what a reader must know about it: a gap, a newer version that is withheld; "" if nothing
  std::int64_t age_days = 0;  // from the day it counts from to the day asked for; negative when published later
  // The last day, up to the day asked for, on which the version was published or the source was found unchanged; ""
  // when only later versions are known.
  std::string confirmed;
  std::int64_t unconfirmed_days = 0;  // from that day to the day asked for; 0 for a model, which does not grow old
};

struct ScreenAnswer {
  Verdict verdict = Verdict::kIncomplete;
  std::vector<Hit> hits;       // best first; ties by source, then id
  std::vector<Hit> set_aside;  // reached the threshold by name but are no hits, each with the reason; best first
  std::size_t hits_total = 0;  // hits before `limit`
  std::size_t set_aside_total = 0;
  std::vector<Remark> reasons;   // why incomplete; empty otherwise
  std::vector<Remark> warnings;  // tricks in the name, weak coverage, old versions: the verdict stands
  std::uint64_t candidates = 0;  // listed names that were compared
  Date as_of;
  std::shared_ptr<const std::vector<SourceVersion>> versions;  // shared by all answers from the same versions
};

struct ScreenerOptions {
  // A source that was last confirmed more than so many days before the day asked for makes answers incomplete. 0: no
  // limit but the version's own.
  int max_age_days = 0;
  // Sources that must be in force; a missing one makes answers incomplete. Empty: every source that the store has.
  std::vector<std::string> sources;
  // Most listed names that one query compares in one source; reaching it makes the answer incomplete, with the hits
  // found so far. Bounds the time of hostile queries.
  std::uint64_t max_candidates = 1'000'000;
};

// Screens against a store. Safe to use from any number of threads at once. Each combination of day and instant asked
// for is opened once and kept; a later publication is seen by `refresh()` or a new Screener, never in the middle of a
// batch.
class Screener {
 public:
  // kNotFound when there is no store at `directory`; kIo, kIntegrity when its manifest cannot be read. A store without
  // sources opens, and answers `incomplete`.
  static Result<Screener> open(const std::string& directory, ScreenerOptions options = {});
  ~Screener();
  Screener(Screener&&) noexcept;
  Screener& operator=(Screener&&) noexcept;

  // kInvalidArgument for a threshold outside (0, 1], an unknown schema, a birth date or country that cannot be read, a
  // fact that is none: what cannot be asked is refused, never answered `clear`.
  Result<ScreenAnswer> screen(const ScreenQuery& query) const;

  // Answers in the order of the queries, each as screen() would give it. `threads` 0: as many as the machine has.
  std::vector<Result<ScreenAnswer>> screen_many(std::span<const ScreenQuery> queries, unsigned threads = 0) const;

  // Does now what first questions wait for: opens today's versions, reads the tables of names and makes those that
  // compare two scripts. Some 0.1 s of processor time and 10 MB; for services, beside their first questions if they
  // like. Errors as of screen().
  Status warm_up() const;

  // The versions that a question for this day and instant rests on.
  Result<std::vector<SourceVersion>> versions(std::optional<Date> as_of = {},
                                              std::optional<Timestamp> known_at = {}) const;

  // Makes later questions see what has been published since. On an error the old versions go on answering.
  Status refresh();

 private:
  struct State;
  explicit Screener(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// JSON with a stable order of keys, no line breaks, strings escaped for any reader. Times as in the values above.
std::string to_json(const Hit& hit);
// Which row of a user's file an answer is about.
struct RowLabel {
  std::uint64_t row = 0;  // 1-based, of the data rows
  std::string reference;  // what the user calls the party (a customer's number); "" where the file does not say
  std::string name;       // as it was asked
};
// One row of a batch: {"row":1,"reference":"C-17","name":"...","verdict":"hits","hits":[...],...}, without the
// versions.
std::string row_to_json(const RowLabel& label, const ScreenAnswer& answer);
// {"versions":[...]}: printed once for a batch.
std::string versions_to_json(std::span<const SourceVersion> versions);
// One answer with its versions, and the question as it was asked: {"query":{"name":"...",...,"threshold":0.7},
// "verdict":...}. What the question does not state is not in it.
std::string to_json(const ScreenQuery& query, const ScreenAnswer& answer);

}  // namespace penumbra

#endif  // PENUMBRA_SCREENING_H_
