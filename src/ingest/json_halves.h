// Records of JSON read on two threads: those up to the middle on one, the later ones on another (see xml_halves.h).
//
// The place of the cut is told by its letters: what stands between the first record and the second, and how a record
// begins. What the second thread read counts only where the first one comes to that place between two records, the rest
// is read to its end without an error, and nothing in it depends on what stands before. Otherwise it is forgotten and
// the first thread reads on. So a doubt costs time and never an answer.
#ifndef PENUMBRA_INGEST_JSON_HALVES_H_
#define PENUMBRA_INGEST_JSON_HALVES_H_

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "ingest/join.h"
#include "ingest/json_tree.h"
#include "ingest/reader.h"

namespace penumbra::ingest {

// Who takes the later records.
class LaterJson {
 public:
  virtual ~LaterJson() = default;
  // On the second thread.
  virtual Status record(JsonRecord&& record) = 0;
  // On the first thread, when both halves are read: adds the later records to the others. False, with nothing changed
  // that reading on would not change, where one half depends on the other.
  virtual bool join() = 0;
};
using MakeLaterJson = std::function<std::unique_ptr<LaterJson>()>;

// As read_json_records(). `make`: called at most once, on the second thread. `lines_before` is added to the lines of
// records, not to that of an error.
Status read_json_halves(const InputFile& input, const std::function<Status(JsonRecord&&)>& use,
                        const MakeLaterJson& make, std::uint64_t lines_before = 0);

// Where a record begins behind `from`, by the letters between the first two records and those that the first one begins
// with; nothing when none does. Whether the place is one between two records, who reads up to it sees.
std::optional<std::size_t> middle_json_record(std::string_view bytes, std::size_t from);

// Makes who takes the later records of a list from a mapper. `make_mapper(outcome)` gives a std::unique_ptr<Mapper> for
// them. A Mapper has
//     Status add(JsonRecord&& record);
//     bool can_join(const Mapper& later) const;  whether the later records stand for themselves
//     void join(Mapper& later);                  takes what it knows beside the outcome, whose entities follow
template <typename Mapper, typename Make>
MakeLaterJson later_json(ReadOutcome& outcome, Mapper& mapper, Make make_mapper) {
  class Later final : public LaterJson {
   public:
    Later(ReadOutcome& first_outcome, Mapper& first, const Make& make)
        : first_outcome_(first_outcome), first_(first), mapper_(make(outcome_)) {}
    Status record(JsonRecord&& record) override { return mapper_->add(std::move(record)); }
    bool join() override {
      if (!first_outcome_.findings.can_join(outcome_.findings) || !first_.can_join(*mapper_)) return false;
      first_.join(*mapper_);
      join_outcomes(first_outcome_, std::move(outcome_));
      return true;
    }

   private:
    ReadOutcome& first_outcome_;
    Mapper& first_;
    ReadOutcome outcome_;
    std::unique_ptr<Mapper> mapper_;
  };
  return [&outcome, &mapper, make_mapper] { return std::make_unique<Later>(outcome, mapper, make_mapper); };
}

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_JSON_HALVES_H_
