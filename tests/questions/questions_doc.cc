#include "questions/questions_doc.h"

#include <charconv>

namespace penumbra::testing {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

// The words of a command line. Single and double quotes keep blanks; nothing else is special.
std::vector<std::string> words_of(std::string_view line) {
  std::vector<std::string> out;
  std::string word;
  bool open = false;
  char quote = '\0';
  for (const char c : line) {
    if (quote != '\0') {
      if (c == quote) {
        quote = '\0';
      } else {
        word += c;
      }
    } else if (c == '\'' || c == '"') {
      quote = c;
      open = true;
    } else if (c == ' ') {
      if (open) out.push_back(word);
      word.clear();
      open = false;
    } else {
      word += c;
      open = true;
    }
  }
  if (open) out.push_back(word);
  return out;
}

// Reads one block from its command on; `lines` ends before the closing fence.
Question read_block(const std::vector<std::string_view>& lines, std::string title, std::size_t first,
                    std::vector<std::string>& faults) {
  Question out;
  out.title = std::move(title);
  out.line = first;
  const auto fault = [&](std::string_view what) {
    faults.push_back("line " + std::to_string(first) + ": " + std::string(what));
  };
  if (lines.empty() || !lines[0].starts_with("$ penumbra ")) {
    fault("a console block begins with \"$ penumbra \"");
    return out;
  }
  out.words = words_of(lines[0].substr(std::string_view("$ penumbra ").size()));
  std::string run;
  const auto close = [&] {
    std::string text = collapsed(run);
    if (!text.empty()) out.expected.push_back(std::move(text));
    run.clear();
  };
  for (std::size_t i = 1; i < lines.size(); ++i) {
    const std::string_view line = trimmed(lines[i]);
    constexpr std::string_view kNever = "# never: ";
    constexpr std::string_view kExit = "# exit ";
    if (line == "...") {
      close();
    } else if (line.starts_with(kNever)) {
      close();
      out.never.push_back(collapsed(line.substr(kNever.size())));
    } else if (line.starts_with(kExit)) {
      close();
      const std::string_view number = line.substr(kExit.size());
      if (std::from_chars(number.data(), number.data() + number.size(), out.status).ec != std::errc()) {
        fault("\"# exit\" needs a number");
      }
    } else if (line.starts_with("$ ")) {
      fault("one block holds one command");
    } else {
      run += line;
      run += '\n';
    }
  }
  close();
  if (out.expected.empty()) fault("nothing is expected of the answer");
  return out;
}

}  // namespace

std::string collapsed(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::vector<Question> read_questions(std::string_view page, std::vector<std::string>& faults) {
  std::vector<Question> out;
  std::string title;
  std::vector<std::string_view> block;
  bool inside = false;
  std::size_t first = 0;
  std::size_t number = 0;
  while (!page.empty()) {
    const std::size_t end = page.find('\n');
    const std::string_view line = page.substr(0, end);
    page.remove_prefix(end == std::string_view::npos ? page.size() : end + 1);
    ++number;
    if (inside && line == "```") {
      out.push_back(read_block(block, title, first, faults));
      inside = false;
    } else if (inside) {
      block.push_back(line);
    } else if (line == "```console") {
      inside = true;
      first = number + 1;
      block.clear();
    } else if (line.starts_with('#')) {
      title = std::string(trimmed(line.substr(line.find_first_not_of('#'))));
    }
  }
  if (inside) faults.push_back("line " + std::to_string(first) + ": the block is not closed");
  return out;
}

std::vector<std::string> unmet(const Question& question, int status, std::string_view answer) {
  std::vector<std::string> out;
  const bool right = question.status == -1 ? status == 0 || status == 1 || status == 3 : status == question.status;
  if (!right) out.push_back("ended with status " + std::to_string(status));
  const std::string text = collapsed(answer);
  std::size_t at = 0;
  for (const std::string& run : question.expected) {
    const std::size_t found = text.find(run, at);
    if (found == std::string::npos) {
      const bool earlier = text.find(run) != std::string::npos;
      out.push_back((earlier ? "said only before an earlier line: " : "not said: ") + run);
    } else {
      at = found + run.size();
    }
  }
  for (const std::string& each : question.never) {
    if (text.find(each) != std::string::npos) out.push_back("said, though it must not be: " + each);
  }
  return out;
}

}  // namespace penumbra::testing
