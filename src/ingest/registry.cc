// How the right reader is found. Names of files are not looked at: people rename downloads, and a block page saved as
// sdn.csv must not become a list. Detection goes over a bounded prefix of each file; the readers' own checks do the
// rest. Rejected: a score per reader with the best one winning, because two readers that both claim a set are a fault
// of theirs that a test must show (tests/ingest/detect_test.cc) and not a race.
#include "ingest/registry.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ingest/tables/sheets.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

std::vector<const Reader*> make_readers() {
  return {
      &model_csv_reader(),
      &eu_fsf_reader(),
      &eu_oj_reader(),
      &eu_fsf_xml10_reader(),
      &eu_fsf_csv_reader(),
      &gleif_reader(),
      &bods_reader(),
      &psc_reader(),
      &ftm_json_reader(),
      &ofac_advanced_reader(),
      &ofac_csv_reader(),
      // China: before the tables of United States acts, whose columns are like its own
      &cn_lists_reader(),
      &cn_announcements_reader(),
      // United States
      &ofac_sdn_xml_reader(),
      &ofac_enhanced_reader(),
      &us_csl_csv_reader(),
      &us_csl_json_reader(),
      &us_dpl_reader(),
      &us_dpl_table_reader(),
      &named_json_reader(),
      &us_acts_csv_reader(),
      // United Nations
      &un_reader(),
      // Switzerland
      &seco_reader(),
      // United Kingdom
      &uk_sanctions_xml_reader(),
      &uk_ofsi_xml_reader(),
      &uk_sanctions_csv_reader(),
      &uk_ofsi_csv_reader(),
      // Canada
      &ca_sema_reader(),
      // Australia
      &au_dfat_reader(),
      // Ukraine, China, Japan
      &ua_nsdc_reader(),
      &ua_nsdc_json_reader(),
      &export_registry_reader(),
      &jp_mof_reader(),
      &jp_mof_csv_reader(),
      &jp_meti_users_reader(),
      &jp_meti_reader(),
      // other forms of FollowTheMoney, and Senzing
      &ftm_simple_reader(),
      &ftm_statements_reader(),
      &ftm_statements_json_reader(),
      &senzing_reader(),
      // Last: it takes any table with names whose columns it knows.
      &own_list_reader(),
  };
}

}  // namespace

std::span<const Reader* const> readers() {
  static const std::vector<const Reader*> all = make_readers();
  return all;
}

const Reader* find_reader(std::string_view name) {
  for (const Reader* reader : readers()) {
    if (reader->name() == name) return reader;
  }
  return nullptr;
}

namespace {

// Whether a file is a list without an entry, of whatever format: [], {}, or a root element that holds nothing. No
// reader can know it, since it knows its format by the entries.
bool holds_nothing(std::string_view bytes) {
  constexpr std::size_t kMost = 4096;
  if (bytes.size() > kMost) return false;
  std::string_view text = trim(without_bom(bytes));
  if (text.starts_with("[") || text.starts_with("{")) {
    return text.size() >= 2 && trim(text.substr(1, text.size() - 2)).empty() &&
           (text.back() == ']' || text.back() == '}');
  }
  if (text.starts_with("<?")) text = trim(text.substr(std::min(text.size(), text.find("?>") + 2)));
  const std::size_t end = text.find('>');
  if (!text.starts_with("<") || text.starts_with("<!") || end == std::string_view::npos) return false;
  const std::string_view rest = trim(text.substr(end + 1));
  if (text[end - 1] == '/') return rest.empty();
  const std::string_view name = text.substr(1, std::min(text.find_first_of(" \t\r\n>"), end) - 1);
  return rest == "</" + std::string(name) + ">";
}

}  // namespace

namespace {

// A workbook that nobody reads: what stands in its first row says which list it may be.
Error unknown_workbook(const InputFile& file) {
  constexpr std::size_t kShownCells = 4;
  const auto book = peek_tables(file, 1);
  if (!book.ok()) return book.error();
  std::string seen;
  for (const Sheet& sheet : book->sheets) {
    if (sheet.rows.empty()) continue;
    seen = "its sheet \"" + shown(sheet.name, 40) + "\" begins with ";
    const std::vector<std::string>& cells = sheet.rows.front().cells;
    for (std::size_t i = 0; i < cells.size() && i < kShownCells; ++i)
      seen += (i == 0 ? "\"" : ", \"") + shown(cells[i], 30) + "\"";
    break;
  }
  Error error{
      ErrorCode::kUnknownFormat,
      "no reader knows the table of this workbook; " + (seen.empty() ? "all its sheets are empty" : seen),
      {},
      "Give a list that is published as a workbook, a list of your own with a name and a further column that are "
      "known (--map names them), or the list in another format"};
  error.position.file = file.name;
  return error;
}

}  // namespace

Result<const Reader*> detect_and_mark(std::span<InputFile> files) {
  for (InputFile& file : files) file.is_text = file.is_text || check_text(file).ok();
  return detect(files);
}

Result<const Reader*> detect(std::span<const InputFile> files) {
  if (files.empty()) {
    return Error{ErrorCode::kInvalidArgument, "no file was given", {}, "Name the files of one version of the list"};
  }
  // Spreadsheets and other encodings are for the readers that take them; the refusal stands when none does.
  Status text;
  for (const InputFile& file : files) {
    if (text.ok()) text = check_text(file);
  }
  for (const Reader* reader : readers()) {
    if ((text.ok() || reader->reads_raw()) && reader->recognises(files)) return reader;
  }
  for (const InputFile& file : files) {
    if (is_workbook(file)) return unknown_workbook(file);
  }
  if (!text.ok()) {
    // Of several pages, the one that no reader takes by itself is what is wrong.
    for (const InputFile& file : files) {
      Status one = check_text(file);
      const bool known = one.ok() || std::any_of(readers().begin(), readers().end(), [&file](const Reader* reader) {
                           return reader->reads_raw() && reader->recognises({&file, 1});
                         });
      if (!known) return one.error();
    }
    return text.error();
  }
  for (const InputFile& file : files) {
    if (!holds_nothing(file.bytes)) continue;
    return Error{ErrorCode::kEmpty,
                 "the list holds no entry",
                 {.file = file.name},
                 "Fetch it again; an empty list is not published"};
  }
  // Which file stands out helps most when one stray file spoils a set.
  std::string seen;
  for (const InputFile& file : files) {
    if (!seen.empty()) seen += "; ";
    seen += (file.name.empty() ? std::string("a file") : file.name) + ": " + describe_content(file.bytes);
    const Reader* alone = nullptr;
    for (const Reader* reader : readers()) {
      if (alone == nullptr && reader->recognises({&file, 1})) alone = reader;
    }
    if (alone != nullptr) seen += ", which alone would be read as " + std::string(alone->name());
  }
  std::string known;
  for (const Reader* reader : readers()) known += (known.empty() ? "" : ", ") + std::string(reader->name());
  Error error{ErrorCode::kUnknownFormat,
              "no reader knows the content of these files together (" + seen + ")",
              {},
              "Give the files of one version of one source, in one of the known formats: " + known};
  error.position.file = files.front().name;
  return error;
}

Result<ReadOutcome> Reader::read_chunks(std::span<const InputFile> files, std::string_view source,
                                        const ChunkLimits& limits, ChunkSink& sink) const {
  static_cast<void>(limits);
  PENUMBRA_ASSIGN_OR_RETURN(ReadOutcome outcome, read(files, source));
  Chunk chunk;
  chunk.dataset = std::move(outcome.dataset);
  outcome.dataset = {};
  for (std::size_t i = 0; i < chunk.dataset.entities.size(); ++i) chunk.places.push_back(i);
  PENUMBRA_RETURN_IF_ERROR(sink.take(std::move(chunk)));
  return outcome;
}

Result<ReadOutcome> read_files(std::span<const InputFile> files, std::string_view source) {
  std::vector<InputFile> marked(files.begin(), files.end());
  PENUMBRA_ASSIGN_OR_RETURN(const Reader* reader, detect_and_mark(marked));
  return reader->read(marked, source);
}

}  // namespace penumbra::ingest
