#include "cli/console.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <utf8proc.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <utility>

#include <fmt/format.h>

namespace penumbra::cli {
namespace {

bool colour_wanted() {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe): read once, before any thread
  const char* term = std::getenv("TERM");          // NOLINT(concurrency-mt-unsafe)
  return (no_color == nullptr || *no_color == '\0') && term != nullptr && std::string_view(term) != "dumb";
}

std::string_view code_of(Style style) {
  switch (style) {
    case Style::kPlain:
      return "";
    case Style::kBold:
      return "\033[1m";
    case Style::kDim:
      return "\033[2m";
    case Style::kRed:
      return "\033[31m";
    case Style::kYellow:
      return "\033[33m";
    case Style::kGreen:
      return "\033[32m";
    case Style::kBlue:
      return "\033[34m";
  }
  return "";
}

std::string in_style(bool colour, Style style, std::string_view text) {
  const std::string_view code = code_of(style);
  if (!colour || code.empty() || text.empty()) return std::string(text);
  return std::string(code) + std::string(text) + "\033[0m";
}

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

std::string clock(std::int64_t ms) {
  const std::int64_t seconds = ms / 1000;
  return fmt::format("{}:{:02}", seconds / 60, seconds % 60);
}

// Where standard error is closed or full nobody can be told so; the exit status still says how the command ended.
// (fmt::print would throw.)
void say(std::FILE* err, std::string_view text) {
  static_cast<void>(std::fwrite(text.data(), 1, text.size(), err));
}

// Format characters that change how text looks without being seen: zero-width marks, bidirectional controls, tags.
bool is_invisible(utf8proc_int32_t code_point) {
  const utf8proc_category_t category = utf8proc_category(code_point);
  return category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_ZL ||
         category == UTF8PROC_CATEGORY_ZP || category == UTF8PROC_CATEGORY_CO || category == UTF8PROC_CATEGORY_CN;
}

}  // namespace

Console::Console(std::FILE* out, std::FILE* err) : out_(out), err_(err) {
  const bool wanted = colour_wanted();
  const bool out_terminal = ::isatty(::fileno(out)) == 1;
  err_terminal_ = ::isatty(::fileno(err)) == 1;
  out_colour_ = wanted && out_terminal;
  err_colour_ = wanted && err_terminal_;
  struct winsize size{};
  constexpr std::size_t kNarrowest = 60;
  if (out_terminal && ::ioctl(::fileno(out), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    width_ = std::max<std::size_t>(size.ws_col, kNarrowest);
  }
}

void Console::print(std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), out_) != text.size()) failed_ = true;
}

void Console::message(std::string_view text) {
  say(err_, fmt::format("{}\n", text));
}

void Console::warn(std::string_view text) {
  say(err_, fmt::format("{} {}\n", in_style(err_colour_, Style::kYellow, "warning:"), printable(text)));
}

void Console::error(std::string_view text) {
  say(err_, fmt::format("{} {}\n", in_style(err_colour_, Style::kRed, "error:"), printable(text)));
}

std::string Console::styled(Style style, std::string_view text) const {
  return in_style(out_colour_, style, text);
}

bool Console::flush() {
  if (std::fflush(out_) != 0) failed_ = true;
  return !failed_;
}

Progress::Progress(Console& console, std::string label, std::uint64_t total, bool quiet)
    : console_(console),
      label_(std::move(label)),
      total_(total),
      shown_(console.err_is_terminal() && !quiet),
      begun_ms_(now_ms()) {}

Progress::~Progress() {
  if (shown_ && last_ms_ != 0) say(stderr, "\r\033[K");
}

void Progress::set(std::uint64_t done, std::uint64_t failed) {
  if (!shown_) return;
  const std::int64_t now = now_ms();
  constexpr std::int64_t kRedrawMs = 100;
  if (now - last_ms_ < kRedrawMs) return;
  last_ms_ = now;
  const std::int64_t elapsed = now - begun_ms_;
  std::string line = fmt::format("\r\033[K{} {}", label_, done);
  if (total_ != 0) {
    const std::int64_t left = done == 0 ? 0
                                        : elapsed * static_cast<std::int64_t>(total_ - std::min(done, total_)) /
                                              static_cast<std::int64_t>(done);
    line += fmt::format(" of {} ({} %), {} elapsed, about {} left", total_, 100 * done / total_, clock(elapsed),
                        clock(left));
  } else {
    line += fmt::format(", {} elapsed", clock(elapsed));
  }
  if (failed != 0) line += fmt::format(", {} not read", failed);
  say(stderr, line);
  std::fflush(stderr);
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code_point = 0;
    utf8proc_ssize_t size = utf8proc_iterate(at, left, &code_point);
    if (size <= 0) {
      size = 1;
      ++width;
    } else {
      width += static_cast<std::size_t>(std::max(0, utf8proc_charwidth(code_point)));
    }
    at += size;
    left -= size;
  }
  return width;
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto* at = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
  auto left = static_cast<utf8proc_ssize_t>(text.size());
  while (left > 0) {
    utf8proc_int32_t code_point = 0;
    utf8proc_ssize_t size = utf8proc_iterate(at, left, &code_point);
    if (size <= 0) {
      out += fmt::format("\\x{:02X}", static_cast<unsigned>(*at));
      size = 1;
    } else if (code_point == '\n' || code_point == '\r' || code_point == '\t') {
      out += ' ';
    } else if (is_invisible(code_point)) {
      out += code_point > 0xFFFF ? fmt::format("\\U{:08X}", static_cast<std::uint32_t>(code_point))
                                 : fmt::format("\\u{:04X}", static_cast<std::uint32_t>(code_point));
    } else {
      out.append(reinterpret_cast<const char*>(at), static_cast<std::size_t>(size));
    }
    at += size;
    left -= size;
  }
  return out;
}

std::string wrap(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t column = 0;
  bool first = true;
  while (!text.empty()) {
    const std::size_t blank = text.find(' ');
    const std::string_view word = text.substr(0, blank);
    const std::size_t word_width = display_width(word);
    if (!first && column + 1 + word_width > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word_width;
    first = false;
    if (blank == std::string_view::npos) break;
    text.remove_prefix(blank + 1);
  }
  return out;
}

std::string Table::render(const Console& console) const {
  std::vector<std::vector<std::string>> cells;
  cells.reserve(rows_.size());
  std::vector<std::size_t> widths(header_.size(), 0);
  for (std::size_t i = 0; i < header_.size(); ++i) widths[i] = display_width(header_[i]);
  for (const auto& row : rows_) {
    auto& shown = cells.emplace_back();
    for (std::size_t i = 0; i < header_.size(); ++i) {
      shown.push_back(i < row.size() ? printable(row[i]) : std::string());
      // Very wide cells in the middle would push the rest off the screen; they get a line of their own instead.
      constexpr std::size_t kWidest = 48;
      widths[i] = std::max(widths[i], std::min(kWidest, display_width(shown.back())));
    }
  }
  std::size_t before_last = 0;
  for (std::size_t i = 0; i + 1 < widths.size(); ++i) before_last += widths[i] + 2;
  const std::size_t last_width = console.width() > before_last + 20 ? console.width() - before_last : 20;

  std::string out;
  const auto append_row = [&](const std::vector<std::string>& row, bool bold) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool last = i + 1 == row.size();
      std::string cell = last ? wrap(row[i], last_width, 0) : row[i];
      if (last) {
        std::string indented;
        for (const char c : cell) {
          indented += c;
          if (c == '\n') indented.append(before_last, ' ');
        }
        cell = std::move(indented);
      }
      const std::size_t width = display_width(row[i]);
      out += bold ? console.styled(Style::kBold, cell) : cell;
      if (last) break;
      if (width > widths[i]) {
        out += '\n';
        std::size_t up_to_next = 0;
        for (std::size_t j = 0; j <= i; ++j) up_to_next += widths[j] + 2;
        out.append(up_to_next, ' ');
      } else {
        out.append(widths[i] - width + 2, ' ');
      }
    }
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
  };
  append_row(header_, true);
  for (const auto& row : cells) append_row(row, false);
  return out;
}

}  // namespace penumbra::cli
