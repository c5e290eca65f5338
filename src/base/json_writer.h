// Writes JSON text in the order of the calls. Reading is simdjson's and Boost.JSON's business; for writing, a library
// would either reorder keys or print 0.75 as 7.5E-1, and answers must be stable to the byte.
#ifndef PENUMBRA_BASE_JSON_WRITER_H_
#define PENUMBRA_BASE_JSON_WRITER_H_

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::base {

// Appends to one string. The caller keeps the nesting right (asserted); strings that are not UTF-8 have each bad byte
// replaced by U+FFFD, so that the output is always valid JSON. Not thread-safe.
class JsonWriter {
 public:
  // indent 0: everything on one line.
  explicit JsonWriter(int indent = 0) : indent_(indent) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& value(std::string_view text);
  JsonWriter& value(const char* text) { return value(std::string_view(text)); }
  JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
  JsonWriter& value(bool flag) { return raw(flag ? "true" : "false"); }
  JsonWriter& value(std::integral auto number) { return raw(std::to_string(number)); }
  // Whole ten-thousandths as a decimal: 9123 -> 0.9123, 7000 -> 0.7.
  JsonWriter& ten_thousandths(std::int64_t number);
  JsonWriter& null() { return raw("null"); }
  // Text that is JSON already.
  JsonWriter& raw(std::string_view json);

  // key() and value() in one.
  template <typename T>
  JsonWriter& member(std::string_view name, const T& content) {
    return key(name).value(content);
  }
  // An array of strings.
  JsonWriter& member(std::string_view name, const std::vector<std::string>& texts);

  const std::string& text() const { return text_; }
  std::string take() { return std::move(text_); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void before_value();
  void new_line();

  std::string text_;
  std::vector<bool> has_member_;  // per open bracket
  bool after_key_ = false;
  int indent_;
};

// Appends the JSON string literal of the text, quotes included.
void append_json_string(std::string& out, std::string_view text);

}  // namespace penumbra::base

#endif  // PENUMBRA_BASE_JSON_WRITER_H_
