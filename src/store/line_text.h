// Files of the store that people can read: lines of a key, a blank and a value.
#ifndef PENUMBRA_STORE_LINE_TEXT_H_
#define PENUMBRA_STORE_LINE_TEXT_H_

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <system_error>

namespace penumbra::store {

inline constexpr std::string_view kHexDigits = "0123456789abcdef";

// Bytes below 0x20, 0x7f and the backslash as \xHH.
std::string escaped(std::string_view text);
bool unescape(std::string_view text, std::string& out);
// Lower-case digits only.
bool parse_hex(std::string_view text, std::uint64_t& value);
// Digits with zeros before them.
std::string padded(std::uint64_t number, std::size_t width);

void add_line(std::string& out, std::string_view key, std::string_view value);
void add_line(std::string& out, std::string_view key, std::int64_t value);

// Takes lines and words off the front. The first unmet expectation is remembered with its line; later ones are moot.
class LineReader {
 public:
  explicit LineReader(std::string_view text) : rest_(text) { advance(); }

  bool at_end() const { return ended_; }
  bool is(std::string_view line) const { return !ended_ && line_ == line; }
  bool has_key(std::string_view key) const {
    return !ended_ && line_.size() > key.size() && line_.starts_with(key) && line_[key.size()] == ' ';
  }
  void expect_line(std::string_view line) {
    if (!is(line)) fail("\"" + std::string(line) + "\" is expected");
    advance();
  }
  // The value of the line, which must have this key.
  std::string_view value(std::string_view key) {
    if (!has_key(key)) {
      fail("\"" + std::string(key) + "\" is expected");
      return {};
    }
    const std::string_view out = line_.substr(key.size() + 1);
    advance();
    return out;
  }
  std::string text(std::string_view key) { return unescaped(value(key)); }
  std::string unescaped(std::string_view raw) {
    std::string out;
    if (!unescape(raw, out)) fail("a value is not escaped as it must be");
    return out;
  }
  template <typename Number>
  Number number(std::string_view key) {
    return to_number<Number>(value(key));
  }
  template <typename Number>
  Number to_number(std::string_view digits) {
    Number out{};
    const auto [end, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (problem != std::errc() || end != digits.data() + digits.size() || digits.empty()) {
      fail("a number is expected");
      return 0;
    }
    return out;
  }
  // Cuts the next word off `value`.
  std::string_view word(std::string_view& value) {
    const std::size_t blank = std::min(value.find(' '), value.size());
    const std::string_view out = value.substr(0, blank);
    value.remove_prefix(std::min(blank + 1, value.size()));
    return out;
  }
  void fail(std::string message) {
    if (!problem_.empty()) return;
    problem_ = std::move(message);
    problem_line_ = line_number_;
    ended_ = true;
  }
  const std::string& problem() const { return problem_; }
  std::uint64_t problem_line() const { return problem_line_; }

 private:
  void advance() {
    if (ended_ || rest_.empty()) {
      ended_ = true;
      line_ = {};
      return;
    }
    const std::size_t end = rest_.find('\n');
    ++line_number_;
    if (end == std::string_view::npos) {
      fail("the line has no end");
      return;
    }
    line_ = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
  }

  std::string_view rest_;
  std::string_view line_;
  std::uint64_t line_number_ = 0;
  bool ended_ = false;
  std::string problem_;
  std::uint64_t problem_line_ = 0;
};

}  // namespace penumbra::store

#endif  // PENUMBRA_STORE_LINE_TEXT_H_
