// What is to be resolved: the entries of several lists, by number.
#ifndef PENUMBRA_RESOLVE_RECORDS_H_
#define PENUMBRA_RESOLVE_RECORDS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "model/entity.h"
#include "penumbra/result.h"
#include "penumbra/screening.h"

namespace penumbra::resolve {

// The name of a record over all runs: the source as the store calls it, and the id of the entity in it.
struct RecordKey {
  std::string source;
  std::string id;

  std::string text() const { return source + ":" + id; }
  auto operator<=>(const RecordKey&) const = default;
};

// Reads "source:id". Names of sources have no colon, ids may. kInvalidArgument when a side is empty.
Result<RecordKey> parse_record_key(std::string_view text);

// Access by number, [0, size()). Calls are const and safe from any number of threads.
class Records {
 public:
  virtual ~Records() = default;
  virtual std::uint32_t size() const = 0;
  virtual Result<model::Entity> entity(std::uint32_t record) const = 0;
  virtual RecordKey key(std::uint32_t record) const = 0;
  // Number of the source of a record: equal numbers, equal sources.
  virtual std::uint32_t source(std::uint32_t record) const = 0;
  // Lists on which the record stands ("us-sdn"), sorted; empty when the source does not say.
  virtual Result<std::vector<std::string>> lists(std::uint32_t record) const = 0;
  // Ids of entities of the same source to which the record states an edge (owner, parent, linked to), sorted.
  virtual Result<std::vector<std::string>> related(std::uint32_t record) const = 0;
  // Programmes under which it stands, as its source writes them, sorted; empty when the source does not say.
  virtual Result<std::vector<std::string>> programmes(std::uint32_t record) const {
    static_cast<void>(record);
    return std::vector<std::string>();
  }
};

struct StoreScope {
  std::string store;
  std::vector<std::string> sources;  // empty: all that list parties
  Date as_of = Date::today();
  Timestamp known_at = Timestamp::max();
};

// The records of the versions in force in a store, and what a reader must know of them.
struct StoreRecords {
  std::unique_ptr<const Records> records;
  std::vector<SourceVersion> versions;
  std::vector<std::string> gaps;  // why the answer is incomplete; empty when it is not
};

// Addresses and other things that are no parties (kinds that cannot be designated) are left out. kNotFound (no store, a
// source that it does not have), kIo, kIntegrity.
Result<StoreRecords> open_store_records(const StoreScope& scope);

}  // namespace penumbra::resolve

#endif  // PENUMBRA_RESOLVE_RECORDS_H_
