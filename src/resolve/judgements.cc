#include "resolve/judgements.h"

#include <array>
#include <filesystem>
#include <vector>

#include "base/csv.h"
#include "base/file.h"

namespace penumbra::resolve {
namespace {

constexpr std::array<std::string_view, 4> kNames{"same", "not-same", "unsure", "undo"};
constexpr std::array<std::string_view, 6> kColumns{"left", "right", "judgement", "by", "at", "note"};
constexpr std::uint64_t kMaxFileBytes = std::uint64_t{1} << 30;

Error at_line(const std::string& file, std::uint64_t line, std::string message, std::string fix) {
  Error error{ErrorCode::kInvalidArgument, std::move(message), {}, std::move(fix)};
  error.position.file = file;
  error.position.line = line;
  return error;
}

std::string trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
}

Status check(const JudgementLine& line, const std::string& file) {
  if (line.left == line.right) {
    return at_line(file, line.line, line.left.text() + " is judged with itself", "Name two records");
  }
  if (line.by.empty()) {
    return at_line(file, line.line, "nobody is named who judged", "Fill the column \"by\", or say --by NAME");
  }
  return {};
}

std::string cell_of(const JudgementLine& line, std::string_view column) {
  if (column == "left") return line.left.text();
  if (column == "right") return line.right.text();
  if (column == "judgement") return std::string(to_string(line.judgement));
  if (column == "by") return line.by;
  if (column == "at") return line.at;
  return column == "note" ? line.note : std::string();
}

// The row in the order of the columns that the file has: people move columns and add their own.
std::string row_of(const JudgementLine& line, const std::vector<std::string>& columns) {
  std::string out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (i > 0) out += ',';
    base::append_csv_field(out, cell_of(line, columns[i]), true);
  }
  return out + "\n";
}

}  // namespace

const std::string_view kJudgementHeader = "left,right,judgement,by,at,note\n";

std::string_view to_string(Judgement judgement) {
  return kNames[static_cast<std::size_t>(judgement)];
}

std::optional<Judgement> parse_judgement(std::string_view text) {
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (text == kNames[i]) return static_cast<Judgement>(i);
  }
  return std::nullopt;
}

namespace {

// What stands in the place of what a line leaves open.
struct Reviewer {
  std::string by;
  std::string at;
};

// The lines of a file; with a reviewer, those whose judgement is filled in.
Result<std::vector<JudgementLine>> read_lines(std::string_view text, const std::string& file,
                                              const Reviewer* reviewer) {
  std::vector<JudgementLine> out;
  base::CsvReader reader(text, file);
  base::CsvRow row;
  PENUMBRA_ASSIGN_OR_RETURN(const bool any, reader.next(row));
  if (!any) return out;
  const base::CsvHeader header(row);
  std::array<std::optional<std::size_t>, kColumns.size()> columns;
  for (std::size_t i = 0; i < kColumns.size(); ++i) {
    columns[i] = header.find(kColumns[i]);
    const bool required = i < 4;
    if (required && !columns[i]) {
      return at_line(file, row.line, "the column \"" + std::string(kColumns[i]) + "\" is missing",
                     "The header is left,right,judgement,by,at,note, divided by commas");
    }
  }
  while (true) {
    PENUMBRA_ASSIGN_OR_RETURN(const bool more, reader.next(row));
    if (!more) break;
    const auto cell = [&](std::size_t i) {
      return columns[i] && *columns[i] < row.fields.size() ? trimmed(row.fields[*columns[i]]) : std::string();
    };
    if (reviewer != nullptr && cell(2).empty()) continue;
    JudgementLine line;
    line.line = row.line;
    auto left = parse_record_key(cell(0));
    auto right = parse_record_key(cell(1));
    if (!left.ok() || !right.ok()) {
      const Error& error = left.ok() ? right.error() : left.error();
      return at_line(file, row.line, error.message, error.fix);
    }
    line.left = *std::move(left);
    line.right = *std::move(right);
    const auto judgement = parse_judgement(cell(2));
    if (!judgement) {
      return at_line(file, row.line, "\"" + cell(2).substr(0, 60) + "\" is no judgement",
                     "Write same, not-same, unsure or undo");
    }
    line.judgement = *judgement;
    line.by = std::string(base::without_apostrophe(cell(3)));
    line.at = cell(4);
    line.note = std::string(base::without_apostrophe(cell(5)));
    if (reviewer != nullptr && line.by.empty()) line.by = reviewer->by;
    if (reviewer != nullptr && line.at.empty()) line.at = reviewer->at;
    PENUMBRA_RETURN_IF_ERROR(check(line, file));
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace

Result<Judgements> Judgements::parse(std::string_view text, const std::string& file) {
  Judgements out;
  PENUMBRA_ASSIGN_OR_RETURN(out.lines_, read_lines(text, file, nullptr));
  for (std::size_t i = 0; i < out.lines_.size(); ++i) {
    out.last_[key_of(out.lines_[i].left, out.lines_[i].right)] = i;
  }
  return out;
}

Result<std::vector<JudgementLine>> parse_reviewed(std::string_view text, const std::string& file, const std::string& by,
                                                  const std::string& at) {
  const Reviewer reviewer{by, at};
  return read_lines(text, file, &reviewer);
}

const JudgementLine* Judgements::find(const RecordKey& a, const RecordKey& b) const {
  const auto found = last_.find(key_of(a, b));
  if (found == last_.end()) return nullptr;
  const JudgementLine& line = lines_[found->second];
  return line.judgement == Judgement::kUndo ? nullptr : &line;
}

std::vector<const JudgementLine*> Judgements::in_force() const {
  std::vector<const JudgementLine*> out;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    const JudgementLine& line = lines_[i];
    if (line.judgement != Judgement::kUndo && last_.at(key_of(line.left, line.right)) == i) out.push_back(&line);
  }
  return out;
}

Result<JudgementEdit> plan_judgements(const std::string& path, std::span<const JudgementLine> lines) {
  JudgementEdit edit;
  std::string text(kJudgementHeader);
  Judgements before;
  std::error_code ignored;
  if (std::filesystem::exists(path, ignored)) {
    PENUMBRA_ASSIGN_OR_RETURN(text, base::read_file(path, kMaxFileBytes));
    edit.before = text;
    PENUMBRA_ASSIGN_OR_RETURN(before, Judgements::parse(text, path));
    if (text.empty()) text = kJudgementHeader;
    if (text.back() != '\n') text += '\n';
  }
  base::CsvReader reader(text, path);
  base::CsvRow row;
  PENUMBRA_ASSIGN_OR_RETURN(const bool any, reader.next(row));
  if (!any) return at_line(path, 0, "the file has no header", "Begin it with left,right,judgement,by,at,note");
  const base::CsvHeader header(row);
  for (const JudgementLine& line : lines) {
    PENUMBRA_RETURN_IF_ERROR(check(line, path));
    if (line.judgement == Judgement::kUndo && before.find(line.left, line.right) == nullptr) {
      return at_line(
          path, 0, "there is no judgement of " + line.left.text() + " and " + line.right.text() + " to be undone", "");
    }
    text += row_of(line, header.names());
  }
  edit.after = std::move(text);
  return edit;
}

Status append_judgements(const std::string& path, std::span<const JudgementLine> lines) {
  PENUMBRA_ASSIGN_OR_RETURN(const JudgementEdit edit, plan_judgements(path, lines));
  return base::replace_file(path, edit.after);
}

}  // namespace penumbra::resolve
