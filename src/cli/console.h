// The two streams of a command: data on standard output, messages and progress on standard error.
#ifndef PENUMBRA_CLI_CONSOLE_H_
#define PENUMBRA_CLI_CONSOLE_H_

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace penumbra::cli {

enum class Style : std::uint8_t { kPlain, kBold, kDim, kRed, kYellow, kGreen, kBlue };

// Not thread-safe. Colours and progress appear only where the stream is a terminal, NO_COLOR is unset or empty
// (no-color.org) and TERM is not "dumb".
class Console {
 public:
  Console(std::FILE* out, std::FILE* err);

  // Data. The text goes out as it is.
  void print(std::string_view text);
  // A message for the person; a line end is added.
  void message(std::string_view text);
  void warn(std::string_view text);
  void error(std::string_view text);

  // The text in a style, if standard output shows colours; else unchanged.
  std::string styled(Style style, std::string_view text) const;
  bool out_has_colour() const { return out_colour_; }
  bool err_is_terminal() const { return err_terminal_; }
  // Columns of the terminal of standard output, 100 where it is none.
  std::size_t width() const { return width_; }

  // Whether every write so far succeeded (a full disk, a closed pipe).
  bool flush();

 private:
  std::FILE* out_;
  std::FILE* err_;
  bool out_colour_ = false;
  bool err_colour_ = false;
  bool err_terminal_ = false;
  bool failed_ = false;
  std::size_t width_ = 100;
};

// One line on a terminal that shows how far a long job is, with elapsed and remaining time; silent elsewhere.
class Progress {
 public:
  // `total` 0: unknown. `quiet` switches it off.
  Progress(Console& console, std::string label, std::uint64_t total, bool quiet);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void set(std::uint64_t done, std::uint64_t failed = 0);

 private:
  Console& console_;
  std::string label_;
  std::uint64_t total_;
  bool shown_;
  std::int64_t begun_ms_;
  std::int64_t last_ms_ = 0;
};

// Columns that a terminal gives the text (East Asian wide letters count two, combining marks none).
std::size_t display_width(std::string_view text);

// Untrusted text for a terminal: control characters, bidirectional overrides and other invisible format characters
// become visible escapes (\u202E), line ends become blanks, bytes that are no UTF-8 become \xNN. Other scripts stay as
// they are.
std::string printable(std::string_view text);

// Left-aligned columns, two blanks apart, header in bold. Cells are passed through printable(); the last column wraps
// at the console's width, no cell is cut.
class Table {
 public:
  explicit Table(std::vector<std::string> header) : header_(std::move(header)) {}
  void add(std::vector<std::string> row) { rows_.push_back(std::move(row)); }
  std::string render(const Console& console) const;

 private:
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

// Breaks text at blanks so that no line is wider than `width` columns, further lines indented by `indent` blanks.
std::string wrap(std::string_view text, std::size_t width, std::size_t indent);

}  // namespace penumbra::cli

#endif  // PENUMBRA_CLI_CONSOLE_H_
