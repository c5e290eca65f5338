// What becomes of the measures of one listing over time, each for itself: ordered, suspended, ended, ordered again.
// Safe from any thread while nobody writes.
#ifndef PENUMBRA_INGEST_CN_MEASURE_HISTORY_H_
#define PENUMBRA_INGEST_CN_MEASURE_HISTORY_H_

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/cn/announcement.h"
#include "penumbra/date.h"

namespace penumbra::ingest::cn {

// The row of a measure that the announcement does not word, and which is that of its list.
inline constexpr std::size_t kNoRow = static_cast<std::size_t>(-1);

// The measures of a listing: each once per clause and wording, since what one clause orders holds on when another
// that orders the same is suspended.
std::vector<AnnouncedMeasure> measures_for(const Announcement& act, bool person,
                                           const std::vector<std::string>& of_list);

// Which of them a part means, one flag each; nothing when it cannot be told.
std::optional<std::vector<bool>> measures_meant(const ChangedPart& part, const Announcement& act,
                                                const std::vector<AnnouncedMeasure>& measures);

// A stretch of time in which the same measures hold.
struct MeasurePiece {
  Date from;
  std::optional<Date> to;             // the first day without; none: no end is known
  std::vector<std::string> measures;  // that hold, in the order of the announcement
  bool suspended = false;             // of those that do not, one only rests
  std::string note;                   // what brought this about, and what ends it
};

class MeasureHistory {
 public:
  // `measures` hold from `from` on.
  MeasureHistory(std::vector<AnnouncedMeasure> measures, Date from);

  const std::vector<AnnouncedMeasure>& measures() const { return measures_; }
  // A later call overrules what earlier ones say of the same measures and of days from `from` on. What has ended is not
  // suspended, unless `named`. `until` is the last day; none: without end.
  void suspend(const std::vector<bool>& which, bool named, Date from, std::optional<Date> until,
               const std::string& why);
  // Makes the suspension that runs on the day `from` longer. False when one of them is not suspended then, or without
  // end: that one stays as it is.
  bool prolong(const std::vector<bool>& which, Date from, const Duration& length, const std::string& why);
  void end(const std::vector<bool>& which, Date from, const std::string& why);
  void resume(const std::vector<bool>& which, Date from, const std::string& why);
  // Something is said that changes none of them here.
  void remark(Date from, std::optional<Date> until, const std::string& why);
  // Whether all of them have ended on the day.
  bool all_ended(Date day) const;

  // In the order of time, without the stretches in which all have ended.
  std::vector<MeasurePiece> pieces() const;

 private:
  enum class State : std::uint8_t { kHolds, kSuspended, kEnded };
  struct Since {
    State state = State::kHolds;
    std::size_t why = 0;  // of whys_; 0: nothing
  };
  struct Remark {
    Date from;
    std::optional<Date> until;
    std::size_t why = 0;
  };
  static const Since& at(const std::map<Date, Since>& track, Date day);
  std::size_t reason(const std::string& why);
  void set(std::map<Date, Since>& track, Date from, State state, std::size_t why);

  std::vector<AnnouncedMeasure> measures_;
  std::vector<std::map<Date, Since>> tracks_;  // beside measures_: what holds from which day on
  std::vector<Remark> remarks_;
  std::vector<std::string> whys_ = {""};  // in the order in which they were given
  Date from_;
};

}  // namespace penumbra::ingest::cn

#endif  // PENUMBRA_INGEST_CN_MEASURE_HISTORY_H_
