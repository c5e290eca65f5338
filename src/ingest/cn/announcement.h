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

// What an announcement does to parties that are listed already.
struct AnnouncedChange {
  std::uint64_t line = 0;
  ChangeWord word = ChangeWord::kSuspended;
  std::string list;                                      // key of data/lists/export_registry.csv; "" when none is named
  std::vector<std::pair<int, std::uint64_t>> announced;  // year and number of the announcements that are meant
  std::vector<Date> days;                                // the days of those that are named by their day
  std::vector<AnnouncedParty> parties;                   // those that are named; none: all of the announcements
  std::optional<std::uint64_t> stated;                   // how many parties the text says there are
  // Measures that are suspended or stopped, where the clause names some: the others go on. None: all of them.
  std::vector<std::string> part;
  bool unread_part = false;  // it speaks of a part of the measures, and not of one that is known
  Date from;
  std::optional<Date> until;  // the last day; none: without end
  std::string text;           // the clause
};

struct AnnouncedMeasure {
  std::string measure;  // id of data/model/measures.csv
  bool persons = true;
  bool bodies = true;
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
