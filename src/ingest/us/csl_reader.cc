#include <string>

#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/us/csl.h"
#include "ingest/us/json_document.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;

class CslReader final : public Reader {
 public:
  explicit CslReader(bool json) : json_(json) {}

  std::string_view name() const override { return json_ ? "us-csl-json" : "us-csl-csv"; }

  std::string_view describes() const override {
    return json_ ? "The US Consolidated Screening List as JSON (consolidated.json, or all results of its interface)"
                 : "The US Consolidated Screening List as CSV (consolidated.csv, 29 columns), or consolidated.tsv";
  }

  bool recognises(std::span<const InputFile> files) const override {
    if (files.size() != 1) return false;
    const std::string_view start = without_bom(files[0].bytes.substr(0, kPrefix));
    if (!json_) {
      const std::string_view line = start.substr(0, start.find('\n'));
      int seen = 0;
      for (const std::string_view name : {"entity_number", "federal_register_notice", "standard_order",
                                          "license_requirement", "source_information_url", "dates_of_birth"}) {
        seen += line.find(name) != std::string_view::npos ? 1 : 0;
      }
      return seen >= 4 && !trim(start).starts_with("{") && !trim(start).starts_with("[");
    }
    const std::string_view text = trim(start);
    if (!text.starts_with("{") && !text.starts_with("[")) return false;
    int seen = 0;
    for (const std::string_view name : {"\"source\"", "\"entity_number\"", "\"federal_register_notice\"",
                                        "\"license_requirement\"", "\"standard_order\"", "\"alt_names\""}) {
      seen += text.find(name) != std::string_view::npos ? 1 : 0;
    }
    return seen >= 4;
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    if (files.size() != 1) {
      return Error{ErrorCode::kInvalidArgument, "this list is one file", {}, "Give one file per version"};
    }
    PENUMBRA_RETURN_IF_ERROR(check_text(files[0]));
    if (!json_) return read(files[0], source, &us::read_csl_csv);
    return us::read_json_quickly([&](us::ArrayEnd end) {
      return read(files[0], source,
                  [end](const InputFile& file, ReadOutcome& outcome) { return us::read_csl_json(file, end, outcome); });
    });
  }

 private:
  template <typename ReadRecords>
  Result<ReadOutcome> read(const InputFile& file, std::string_view source, ReadRecords read_records) const {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "US International Trade Administration";
    PENUMBRA_ASSIGN_OR_RETURN(const us::CslRecords read, read_records(file, outcome));
    if (read.records.empty()) {
      Error error{ErrorCode::kEmpty, "the list has no record", {}, "Fetch it again; an empty list is not published"};
      error.position.file = file.name;
      return error;
    }
    us::map_csl(read.records, file.name, source, outcome);
    return outcome;
  }

  bool json_;
};

}  // namespace

const Reader& us_csl_csv_reader() {
  static const CslReader reader(false);
  return reader;
}

const Reader& us_csl_json_reader() {
  static const CslReader reader(true);
  return reader;
}

}  // namespace penumbra::ingest
