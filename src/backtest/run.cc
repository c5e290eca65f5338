#include "backtest/run.h"

#include <algorithm>
#include <deque>
#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "base/csv.h"
#include "base/file.h"
#include "ingest/model_csv/model_csv.h"
#include "model/kinds.h"

namespace penumbra::backtest {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kCaseFile = "case.toml";
constexpr std::string_view kShockFile = "shock.csv";
constexpr std::uint64_t kMaxCaseBytes = std::uint64_t{1} << 20;
constexpr std::uint64_t kMaxModelBytes = std::uint64_t{64} << 20;  // of one file; the bundled model has 0.1 MiB files
constexpr std::size_t kMaxModelFiles = 1000;

bool is_case(const fs::path& folder) {
  std::error_code error;
  return fs::is_regular_file(folder / kCaseFile, error);
}

Error no_folder(const std::string& path, const std::error_code& error) {
  Error out{ErrorCode::kNotFound,
            "no folder of back-test cases: " + (error ? error.message() : "not a folder"),
            {},
            "Give a folder with a case.toml, or one whose subfolders have one"};
  out.position.file = path;
  return out;
}

// Names of the regular files of a folder that end in .csv, sorted; shock.csv is no part of the model.
Result<std::vector<std::string>> tables_of(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator it(folder, error);
  if (error) return no_folder(folder.string(), error);
  std::vector<std::string> out;
  for (const fs::directory_iterator end; it != end; it.increment(error)) {
    if (error) return no_folder(folder.string(), error);
    if (!it->is_regular_file(error) || it->path().extension() != ".csv") continue;
    if (it->path().filename() == kShockFile) continue;
    if (out.size() == kMaxModelFiles) {
      Error limit{ErrorCode::kLimit,
                  "more than " + std::to_string(kMaxModelFiles) + " files in one model",
                  {},
                  "Put fewer files into the folder"};
      limit.position.file = folder.string();
      return limit;
    }
    out.push_back(it->path().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<std::vector<std::string>> model_files(const CaseFile& the_case, const fs::path& folder) {
  if (the_case.model.empty()) return tables_of(folder);
  std::vector<std::string> out;
  for (const std::string& name : the_case.model) {
    const fs::path path = folder / name;
    std::error_code error;
    if (fs::is_directory(path, error)) {
      PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> tables, tables_of(path));
      out.insert(out.end(), tables.begin(), tables.end());
    } else {
      out.push_back(path.string());
    }
  }
  return out;
}

Result<model::Dataset> read_tables(const std::vector<std::string>& paths) {
  std::deque<std::string> texts;
  std::vector<ingest::InputFile> files;
  for (const std::string& path : paths) {
    PENUMBRA_ASSIGN_OR_RETURN(std::string text, base::read_file(path, kMaxModelBytes));
    texts.push_back(std::move(text));
    files.push_back({path, texts.back()});
  }
  ingest::model_csv::ModelReading reading = ingest::model_csv::read_model(files);
  if (reading.error_count != 0) return ingest::model_csv::joined_error(reading);
  return std::move(reading.dataset);
}

// The plans that case.toml states become facts of the eve, so that the engine knows the day on which a mission needs
// its launcher. A plan whose source was not out, or is not named, is not used: the slip of that mission stays unasked.
void add_plans(const model::Dataset& all, CaseFile& the_case, model::Dataset& eve, std::vector<Leak>& left_out) {
  for (Outcome& outcome : the_case.outcomes) {
    if (!outcome.planned.known()) continue;
    const PartialDate known = earliest_source(all, outcome.planned_source);
    if (!known.known() || known.latest() > the_case.eve()) {
      left_out.push_back({"case.toml", "plan of " + outcome.mission + " for " + outcome.planned.to_string(),
                          to_string(outcome.position), known.to_string(),
                          outcome.planned_source.empty() ? "no planned_source says that the plan was known"
                          : known.known()                ? "it became known after the eve"
                                                         : "its planned_source is no dated source of the model"});
      outcome.planned = PartialDate();
      continue;
    }
    const bool exists = std::any_of(eve.entities.begin(), eve.entities.end(),
                                    [&](const model::Entity& entity) { return entity.id == outcome.mission; });
    if (!exists || outcome.planned.latest() < the_case.shock) continue;
    for (model::StateInterval& row : eve.states) {
      const bool open = !row.valid.to.known() || row.valid.to.latest() > outcome.planned.earliest();
      if (row.entity == outcome.mission && open) row.valid.to = outcome.planned;
    }
    model::StateInterval plan;
    plan.entity = outcome.mission;
    plan.state = "active";
    plan.valid.from = outcome.planned;
    plan.status = model::AssertionStatus::kPlanned;
    plan.evidence = {outcome.planned_source, to_string(outcome.position)};
    eve.states.push_back(std::move(plan));
  }
}

Status check_shock(const CaseFile& the_case, const model::Overlay& shock) {
  const auto early = [&](const ValidInterval& valid, const model::Evidence& evidence) -> Status {
    if (!valid.from.known() || valid.from.latest() >= the_case.shock) return {};
    Error error{ErrorCode::kInvalidValue,
                "the row begins on " + valid.from.to_string() + ", before the shock of " + the_case.shock.to_string(),
                {},
                "What was there before belongs to the model"};
    error.position.file = evidence.record;
    return error;
  };
  for (const model::StateInterval& fact : shock.added.states)
    PENUMBRA_RETURN_IF_ERROR(early(fact.valid, fact.evidence));
  for (const model::Relationship& fact : shock.added.relationships)
    PENUMBRA_RETURN_IF_ERROR(early(fact.valid, fact.evidence));
  for (const model::Designation& fact : shock.added.designations)
    PENUMBRA_RETURN_IF_ERROR(early(fact.valid, fact.evidence));
  return {};
}

// What a reader must know of the case beside its score.
std::vector<std::string> notes_on(const CaseFile& the_case, const model::Dataset& all, const model::Overlay& shock) {
  std::vector<std::string> out;
  std::vector<std::string_view> ids;
  for (const model::Entity& entity : all.entities) ids.emplace_back(entity.id);
  for (const Outcome& outcome : the_case.outcomes) {
    if (std::find(ids.begin(), ids.end(), outcome.mission) != ids.end()) continue;
    const std::string near = base::CsvHeader::closest(outcome.mission, ids);
    out.push_back("the model has no \"" + outcome.mission + "\"" +
                  (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
  }
  std::size_t dependences = 0;
  for (const model::Relationship& fact : shock.added.relationships) {
    const model::RelationshipKind* kind = model::Kinds::get().relationship(fact.kind);
    if (kind != nullptr && kind->dependent != model::EdgeEnd::kNone) ++dependences;
  }
  if (dependences != 0) {
    out.push_back("the shock adds " + std::to_string(dependences) +
                  " dependences: what was needed before belongs to the model, where its source is checked");
  }
  return out;
}

}  // namespace

Result<std::vector<std::string>> find_cases(const std::vector<std::string>& paths) {
  std::vector<std::string> out;
  std::set<std::string> seen;
  const auto take = [&](const fs::path& folder) {
    std::error_code error;
    const fs::path whole = fs::weakly_canonical(folder, error);
    if (seen.insert(error ? folder.string() : whole.string()).second) out.push_back(folder.string());
  };
  for (const std::string& path : paths) {
    if (is_case(path)) {
      take(path);
      continue;
    }
    std::error_code error;
    if (!fs::is_directory(path, error)) return no_folder(path, error);
    std::vector<fs::path> inside;
    fs::directory_iterator it(path, error);
    if (error) return no_folder(path, error);
    for (const fs::directory_iterator end; it != end; it.increment(error)) {
      if (error) return no_folder(path, error);
      if (is_case(it->path())) inside.push_back(it->path());
    }
    if (inside.empty()) return no_folder(path, {});
    std::sort(inside.begin(), inside.end());
    for (const fs::path& folder : inside) take(folder);
  }
  return out;
}

Result<CaseResult> run_case(const std::string& folder) {
  const fs::path root(folder);
  const std::string case_path = (root / kCaseFile).string();
  PENUMBRA_ASSIGN_OR_RETURN(const std::string text, base::read_file(case_path, kMaxCaseBytes));
  PENUMBRA_ASSIGN_OR_RETURN(CaseFile parsed, parse_case_file(text, case_path));
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(root, error);
  parsed.name = (error ? root : whole).filename().string();

  PENUMBRA_ASSIGN_OR_RETURN(const std::vector<std::string> paths, model_files(parsed, root));
  PENUMBRA_ASSIGN_OR_RETURN(const model::Dataset all, read_tables(paths));
  const std::string shock_path = (root / kShockFile).string();
  PENUMBRA_ASSIGN_OR_RETURN(const std::string shock_text, base::read_file(shock_path, kMaxModelBytes));
  PENUMBRA_ASSIGN_OR_RETURN(model::Overlay overlay, ingest::model_csv::read_what_if({shock_path, shock_text}));
  PENUMBRA_RETURN_IF_ERROR(check_shock(parsed, overlay));

  CaseResult out;
  EveFacts eve = known_on(all, parsed.eve());
  add_plans(all, parsed, eve.facts, eve.left_out);
  out.notes = notes_on(parsed, all, overlay);
  const auto shock = std::make_shared<const model::Overlay>(std::move(overlay));
  auto the_case = std::make_shared<const CaseFile>(std::move(parsed));
  PENUMBRA_ASSIGN_OR_RETURN(std::vector<Prediction> predictions, predict(*the_case, eve.facts, shock));
  out.score = score(*the_case, std::move(predictions));
  out.the_case = std::move(the_case);
  out.left_out = std::move(eve.left_out);
  out.shortened = std::move(eve.shortened);
  out.facts = eve.kept;
  out.by_recorded = eve.by_recorded;
  return out;
}

}  // namespace penumbra::backtest
