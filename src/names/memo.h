// Answers that are kept from one name to the next.
#ifndef PENUMBRA_NAMES_MEMO_H_
#define PENUMBRA_NAMES_MEMO_H_

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace penumbra::names {

// The values of a function of short texts. Keeps `kMost` of them, and then forgets all. Not thread-safe.
template <typename Char, typename Value>
class Memo {
 public:
  using View = std::basic_string_view<Char>;
  static constexpr std::size_t kMost = 8192;
  static constexpr std::size_t kLongestKey = 160 / sizeof(Char);

  // Begins a name: values that were given out before are no longer valid.
  void begin() {
    if (!once_.empty()) {
      once_.clear();
    }
    if (kept_.size() >= kMost) {
      kept_.clear();
    }
  }

  // The value of `key`, which make() computes where it is not kept. Valid until the next begin().
  template <typename Make>
  const Value& of(View key, const Make& make) {
    if (key.size() > kLongestKey) {
      return once_.emplace_back(make());
    }
    auto found = kept_.find(key);
    if (found == kept_.end()) {
      found = kept_.emplace(std::basic_string<Char>(key), make()).first;
    }
    return found->second;
  }

 private:
  struct Hash : std::hash<View> {
    using is_transparent = void;
    using std::hash<View>::operator();
  };
  std::unordered_map<std::basic_string<Char>, Value, Hash, std::equal_to<>> kept_;
  std::deque<Value> once_;  // of this name, too long to be kept
};

}  // namespace penumbra::names

#endif  // PENUMBRA_NAMES_MEMO_H_
