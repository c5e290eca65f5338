#include "base/csv.h"

#include <algorithm>
#include <bit>
#include <utility>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace penumbra::base {
namespace {

// After this many quotes that never close, the rest of the file is given up: one is a slip, several are another format.
constexpr int kMaxUnclosedQuotes = 16;

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

// Plain Levenshtein distance; only ever called on column names.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[b.size()];
}

// The first delimiter, line end or quote from `at` on, or `end`.
const char* end_of_cell(const char* at, const char* end, char delimiter) {
#if defined(__SSE2__)
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    const auto equal = [&bytes](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const auto stop = static_cast<unsigned>(_mm_movemask_epi8(
        _mm_or_si128(_mm_or_si128(equal(delimiter), equal('"')), _mm_or_si128(equal('\n'), equal('\r')))));
    if (stop != 0) return at + std::countr_zero(stop);
  }
#endif
  while (at != end && *at != delimiter && *at != '"' && *at != '\n' && *at != '\r') ++at;
  return at;
}

// How many line feeds there are.
std::uint64_t line_feeds(std::string_view text) {
  std::uint64_t out = 0;
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) ++out;
  return out;
}

}  // namespace

CsvReader::CsvReader(std::string_view bytes, std::string file, CsvOptions options)
    : bytes_(bytes), file_(std::move(file)), options_(options) {
  if (bytes_.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

Error CsvReader::error_at(ErrorCode code, std::string message, std::string fix, std::uint64_t line,
                          std::uint64_t offset) const {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = file_;
  error.position.line = line;
  error.position.offset = offset;
  return error;
}

void CsvReader::skip_line() {
  while (at_ < bytes_.size() && bytes_[at_] != '\n' && bytes_[at_] != '\r') ++at_;
  if (at_ < bytes_.size()) {
    if (bytes_[at_] == '\r' && at_ + 1 < bytes_.size() && bytes_[at_ + 1] == '\n') ++at_;
    ++at_;
    ++line_;
  }
}

Result<bool> CsvReader::next(CsvRow& row) {
  row.fields.clear();
  unquoted_.clear();
  while (at_ < bytes_.size() && (bytes_[at_] == '\n' || bytes_[at_] == '\r')) skip_line();
  if (at_ >= bytes_.size()) return false;
  row.line = line_;
  row.offset = at_;
  for (;;) {
    if (row.fields.size() >= options_.max_fields) {
      skip_line();
      return error_at(ErrorCode::kLimit, "the row has more than " + std::to_string(options_.max_fields) + " fields",
                      "Check that this is a CSV file with the expected delimiter", row.line, row.offset);
    }
    const std::size_t begin = at_;
    std::string_view field;
    if (at_ < bytes_.size() && bytes_[at_] == '"') {
      const std::uint64_t quote_line = line_;
      std::size_t segment = ++at_;
      std::string* joined = nullptr;
      for (;;) {
        const std::size_t quote = bytes_.find('"', at_);
        if (quote == std::string_view::npos) {
          // Resume right after the opening line, so that the rows behind it are read and reported too.
          at_ = begin;
          line_ = quote_line;
          skip_line();
          // Behind it quotes come in pairs only, so that this does not happen a second time; a bound all the same.
          if (++unclosed_quotes_ >= kMaxUnclosedQuotes) at_ = bytes_.size();
          return error_at(ErrorCode::kSyntax, "a quoted field is not closed before the end of the file",
                          "Close the quote, or fetch the file again if it was cut", quote_line, begin);
        }
        line_ += line_feeds(bytes_.substr(at_, quote - at_));
        if (quote + 1 < bytes_.size() && bytes_[quote + 1] == '"') {
          if (joined == nullptr) joined = &unquoted_.emplace_back();
          joined->append(bytes_.substr(segment, quote + 1 - segment));
          at_ = segment = quote + 2;
          continue;
        }
        if (joined != nullptr) {
          joined->append(bytes_.substr(segment, quote - segment));
          field = *joined;
        } else {
          field = bytes_.substr(segment, quote - segment);
        }
        at_ = quote + 1;
        break;
      }
      if (at_ < bytes_.size() && bytes_[at_] != options_.delimiter && bytes_[at_] != '\n' && bytes_[at_] != '\r') {
        if (!options_.lenient_quotes) {
          const std::uint64_t line = line_;
          const std::size_t offset = at_;
          skip_line();
          return error_at(ErrorCode::kSyntax, "text follows a closing quote inside one field",
                          "Double the quotes that belong to the text", line, offset);
        }
        while (at_ < bytes_.size() && bytes_[at_] != options_.delimiter && bytes_[at_] != '\n' && bytes_[at_] != '\r')
          ++at_;
        field = bytes_.substr(begin, at_ - begin);
      }
    } else {
      for (;;) {
        at_ = static_cast<std::size_t>(
            end_of_cell(bytes_.data() + at_, bytes_.data() + bytes_.size(), options_.delimiter) - bytes_.data());
        // A delimiter may be a quote, which then is one.
        if (at_ >= bytes_.size() || bytes_[at_] != '"' || options_.delimiter == '"') break;
        if (!options_.lenient_quotes) {
          const std::size_t offset = at_;
          const std::uint64_t line = line_;
          skip_line();
          return error_at(ErrorCode::kSyntax, "a quote stands inside an unquoted field",
                          "Quote the whole field and double the quote inside it", line, offset);
        }
        ++at_;
      }
      field = bytes_.substr(begin, at_ - begin);
    }
    if (field.size() > options_.max_field_bytes) {
      skip_line();
      return error_at(ErrorCode::kLimit,
                      "a field is longer than " + std::to_string(options_.max_field_bytes) + " bytes",
                      "Check that this is a CSV file and that its quotes are closed", row.line, begin);
    }
    row.fields.push_back(field);
    if (at_ < bytes_.size() && bytes_[at_] == options_.delimiter) {
      ++at_;
      continue;
    }
    row.size = at_ - row.offset;
    skip_line();  // stands on the line end here, or at the end of the input
    return true;
  }
}

CsvHeader::CsvHeader(const CsvRow& row) {
  for (const std::string_view field : row.fields) names_.emplace_back(trim(field));
}

std::optional<std::size_t> CsvHeader::find(std::string_view name) const {
  const auto it = std::find(names_.begin(), names_.end(), name);
  if (it == names_.end()) return std::nullopt;
  return static_cast<std::size_t>(it - names_.begin());
}

std::string CsvHeader::closest(std::string_view wanted, std::span<const std::string_view> known) {
  std::string best;
  std::size_t best_distance = wanted.size() / 2 + 1;  // more than half the letters changed is no slip
  for (const std::string_view name : known) {
    const std::size_t distance = edit_distance(wanted.substr(0, 64), name);
    if (distance < best_distance) {
      best_distance = distance;
      best = name;
    }
  }
  return best;
}

namespace {

// Whether a spreadsheet would compute it, were it not for apostrophes in front.
bool is_formula(std::string_view field) {
  const std::size_t sign = field.find_first_not_of('\'');
  return sign != std::string_view::npos && std::string_view("=+-@\t\r").find(field[sign]) != std::string_view::npos;
}

}  // namespace

std::string_view without_apostrophe(std::string_view cell) {
  return cell.starts_with('\'') && is_formula(cell) ? cell.substr(1) : cell;
}

void append_csv_field(std::string& out, std::string_view field, bool neutralise) {
  const bool formula = neutralise && is_formula(field);
  const bool quote = formula || field.find_first_of(",\"\n\r") != std::string_view::npos ||
                     (!field.empty() && (field.front() == ' ' || field.back() == ' '));
  if (!quote) {
    out += field;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace penumbra::base
