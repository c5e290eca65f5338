// One announcement of China's ministries about parties, taken apart: who, on which list, with which measures, from
// when; or what becomes of those whom an earlier announcement named. Forms: docs/design/readers.md, "cn-announcements".
#ifndef PENUMBRA_INGEST_CN_ANNOUNCEMENT_H_
#define PENUMBRA_INGEST_CN_ANNOUNCEMENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/cn/page_text.h"
#include "model/finding.h"
#include "penumbra/date.h"
#include "penumbra/result.h"

namespace penumbra::ingest {

struct AnnouncedParty {
  std::uint64_t line = 0;
  std::uint64_t number = 0;  // as the annex numbers it; 0 in running text
  bool person = false;
  std::string chinese;
  std::string latin;
  std::vector<std::string> aliases;
  std::vector<std::string> addresses;
  std::string position;              // of a person
  std::vector<std::string> details;  // "label: value" of lines that are no property
};

enum class ChangeWord : std::uint8_t {
  kSuspended,  // measures rest for a time
  kStopped,    // measures end
  kRemoved,    // the parties leave the list
  kResumed,    // measures hold again
};

// "90天", "一年".
struct Duration {
  int days = 0, months = 0, years = 0;
  Date last_day(Date first) const;  // the first day is the first of them
};

enum class ClauseUnit : std::uint8_t { kArticle, kParagraph, kItem };  // 条, 款, 项

// A clause as other announcements call it: "公告第二条", "第(一)项", "第一条第二款".
struct ClauseRef {
  std::uint64_t number = 0;  // 0: it cannot be told, as in "部分措施", "附件第三项" or a third level
  ClauseUnit unit = ClauseUnit::kArticle;
  bool bracketed = false;
  std::uint64_t inner = 0;         // of the clause inside it; 0: all of it
  std::uint64_t announcement = 0;  // number of the only announcement that it is about; 0: all that are named
};

// Measures that a clause names by their words (row numbers of data/lists/cn_measures.csv) or by clauses.
struct ChangedPart {
  std::vector<std::size_t> rows;
  std::vector<ClauseRef> refs;
  bool empty() const { return rows.empty() && refs.empty(); }
};

// What an announcement does to parties that are listed already.
struct AnnouncedChange {
  std::uint64_t line = 0;
  ChangeWord word = ChangeWord::kSuspended;
  std::string list;                                      // key of data/lists/export_registry.csv; "" when none is named
  std::vector<std::pair<int, std::uint64_t>> announced;  // year and number of the announcements that are meant
  std::vector<Date> days;                                // the days of those that are named by their day
  std::string issuer;                                    // whose announcements they are; "" when it is not said
  std::vector<AnnouncedParty> parties;                   // who leaves a list, by name; none: all of the announcements
  std::string names;                                     // text in which parties may be named that alone are meant
  std::optional<std::uint64_t> stated;                   // how many parties the text says there are
  ChangedPart part;                                      // the measures that it is about; none: all of them
  ChangedPart but_for;                                   // "除第二条外": measures that it is not about
  bool excepts = false;                                  // it makes an exception, understood or not
  bool the_others = false;  // "其他措施": those that no other change of the announcement is about
  Date from;
  std::optional<Date> until;         // the last day; none: without end
  std::optional<Duration> prolongs;  // by which a suspension that runs is made longer; `until` is not set then
  std::string text;                  // the clause
};

struct AnnouncedMeasure {
  std::string measure;  // id of data/model/measures.csv
  bool persons = true;
  bool bodies = true;
  std::size_t row = 0;    // of data/lists/cn_measures.csv, the words of the measure
  std::uint64_t top = 0;  // the clause that orders it: "二、"; 0: none, or none around the inner one
  std::uint64_t sub = 0;  // "(一)"; 0: none
};

// A numbered clause of a text that lists parties.
struct AnnouncedClause {
  std::uint64_t top = 0;
  std::uint64_t sub = 0;
  bool understood = true;
};

struct Announcement {
  std::uint64_t line = 0;
  std::string title;
  std::string number_text;  // "商务部公告2025年第21号"; "" when it has none
  int year = 0;
  std::uint64_t number = 0;
  Date published;
  Date effective;
  std::string list;                // key of data/lists/export_registry.csv; "" when it lists nobody
  std::vector<std::string> basis;  // titles of laws and regulations that it rests on
  std::string reason;              // the paragraph that decides
  std::string country;             // the land whose parties they are, as stated
  std::vector<AnnouncedMeasure> measures;
  std::vector<AnnouncedClause> clauses;
  std::vector<AnnouncedParty> parties;
  std::vector<AnnouncedChange> changes;
};

// Whether the lines are those of such an announcement.
bool is_announcement(const std::vector<PageLine>& lines);

// Takes it apart. What is not understood becomes a finding; nothing between the title and the foot of the page is
// passed over in silence. kUnexpectedStructure where parties would be lost: a gap in their numbers, another count than
// the text states, no list, no day.
Result<Announcement> parse_announcement(const std::vector<PageLine>& lines, const std::string& file,
                                        model::FindingLog& findings);

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_CN_ANNOUNCEMENT_H_
