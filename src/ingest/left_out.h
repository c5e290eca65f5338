// What a reader leaves out on purpose, told once a version, so that a change in what nobody reads shows all the same.
#ifndef PENUMBRA_INGEST_LEFT_OUT_H_
#define PENUMBRA_INGEST_LEFT_OUT_H_

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace penumbra::ingest {

// Fields with the values that stood in them. Few different values are kept as they are; of more, how many there were
// and a sum that does not hang on their order. Not thread-safe.
class LeftOut {
 public:
  // An empty value is none.
  void add(std::string_view field, std::string_view value);

  // Takes what another one saw of the same version.
  void join(const LeftOut& other);

  // "left out on purpose: authority (443: State Department), uid (1203, sum 5c0e91d27f3a4b66)"; "" when there is
  // nothing.
  std::string note() const;

 private:
  struct Field {
    std::uint64_t values = 0;
    std::uint64_t sum = 0;
    std::set<std::string, std::less<>> different;  // at most one more than are told
  };
  std::map<std::string, Field, std::less<>> fields_;
};

}  // namespace penumbra::ingest

#endif  // PENUMBRA_INGEST_LEFT_OUT_H_
