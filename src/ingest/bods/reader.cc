#include <algorithm>

#include "ingest/bods/mapper.h"
#include "ingest/json_tree.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;

bool has(std::string_view text, std::string_view word) {
  return text.find(word) != std::string_view::npos;
}

class BodsReader final : public Reader {
 public:
  std::string_view name() const override { return "bods-json"; }

  std::string_view describes() const override {
    return "Beneficial ownership statements of the BODS standard, versions 0.2, 0.3 and 0.4, as one JSON array, as "
           "JSON "
           "lines, or as packages with a member \"statements\"";
  }
  bool lists_parties() const override { return false; }

  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = trim(without_bom(file.bytes.substr(0, kPrefix)));
      if (!start.starts_with("{") && !start.starts_with("[")) return false;
      const bool old = has(start, "\"statementID\"") && has(start, "\"statementType\"");
      const bool new_one = has(start, "\"statementId\"") && has(start, "\"recordType\"");
      return old || new_one;
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    bods::Mapper mapper(source, outcome);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      PENUMBRA_RETURN_IF_ERROR(read_json_records(file, [&](JsonRecord&& record) -> Status {
        const JsonNode* package = record.node.member("statements");
        if (package == nullptr || !package->is_array()) {
          mapper.add(record, file.name);
          return {};
        }
        if (!record.repeated.empty()) {
          outcome.findings.add(model::FindingLevel::kWarning, "repeated-member",
                               "the member \"" + shown(record.repeated, 40) +
                                   "\" stands twice in one object of a package; the first one counts",
                               {.file = file.name, .line = record.line});
        }
        for (const JsonNode& statement : package->items()) mapper.add(statement, record.line, file.name);
        return {};
      }));
    }
    mapper.finish();
    if (outcome.counts.records_in == 0) {
      Error error{ErrorCode::kEmpty, "the file holds no statement", {}, "Fetch it again"};
      if (!files.empty()) error.position.file = files.front().name;
      return error;
    }
    return outcome;
  }
};

}  // namespace

const Reader& bods_reader() {
  static const BodsReader reader;
  return reader;
}

}  // namespace penumbra::ingest
