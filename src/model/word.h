// A word that is mostly one of few, in eight bytes: the property of a value, the code of its language.
#ifndef PENUMBRA_MODEL_WORD_H_
#define PENUMBRA_MODEL_WORD_H_

#include <bit>
#include <compare>
#include <concepts>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace penumbra::model {

class Word;

template <typename T>
concept WordText = std::convertible_to<const T&, std::string_view> && !std::same_as<std::remove_cvref_t<T>, Word>;

// Any text, kept as one number where it is short (up to seven bytes) or the name of a property or kind of the
// vocabulary, and as a text of its own otherwise, so that a hostile file can neither exhaust a table nor leave anything
// behind. Equal texts of the first two sorts are equal numbers. A value type that reads as a std::string_view; like
// that of a std::string, the view ends with the word that it was taken from, and with any change or move of it.
class Word {
 public:
  Word() = default;
  template <WordText T>
  Word(const T& text) : Word(Text{text}) {}  // NOLINT(google-explicit-constructor): reads like a string
  Word(const Word& other) : bits_(other.owned() ? copy(other.bits_) : other.bits_) {}
  Word(Word&& other) noexcept : bits_(std::exchange(other.bits_, kInline)) {}
  Word& operator=(const Word& other) {
    Word(other).swap(*this);
    return *this;
  }
  Word& operator=(Word&& other) noexcept {
    Word(std::move(other)).swap(*this);
    return *this;
  }
  ~Word() {
    if (owned()) release();
  }

  std::string_view view() const {
    if ((bits_ & kTag) == kInline) {
      return {reinterpret_cast<const char*>(&bits_) + 1, static_cast<std::size_t>((bits_ & 0xff) >> 2)};
    }
    return long_view();
  }
  operator std::string_view() const { return view(); }  // NOLINT(google-explicit-constructor)
  std::string str() const { return std::string(view()); }
  bool empty() const { return bits_ == kInline; }
  std::size_t size() const { return view().size(); }
  void swap(Word& other) noexcept { std::swap(bits_, other.bits_); }

  friend bool operator==(const Word& a, const Word& b) {
    return a.bits_ == b.bits_ || (a.owned() && b.owned() && a.view() == b.view());
  }
  template <WordText T>
  friend bool operator==(const Word& a, const T& b) {
    return a.view() == std::string_view(b);
  }
  // Alphabetical, by bytes.
  friend std::strong_ordering operator<=>(const Word& a, const Word& b) { return a.view() <=> b.view(); }
  friend std::ostream& operator<<(std::ostream& out, const Word& word) { return out << word.view(); }

 private:
  struct Text {
    std::string_view text;
  };
  // The lowest two bits of the lowest byte. kInline: the length follows in that byte, the letters in the others.
  // kKnown: a pointer to a text that lives as long as the program. kOwned: a std::string of this word's own.
  static constexpr std::uint64_t kTag = 3;
  static constexpr std::uint64_t kOwned = 0;
  static constexpr std::uint64_t kInline = 1;
  static constexpr std::uint64_t kKnown = 2;
  static_assert(std::endian::native == std::endian::little && sizeof(void*) == sizeof(std::uint64_t));

  explicit Word(Text text);
  bool owned() const { return (bits_ & kTag) == kOwned; }
  std::string_view long_view() const;
  static std::uint64_t copy(std::uint64_t bits);
  void release() const;

  std::uint64_t bits_ = kInline;
};

}  // namespace penumbra::model

template <>
struct std::hash<penumbra::model::Word> {
  std::size_t operator()(const penumbra::model::Word& word) const { return std::hash<std::string_view>()(word.view()); }
};

#endif  // PENUMBRA_MODEL_WORD_H_
