#include <algorithm>

#include "ingest/psc/chunks.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;

class PscReader final : public Reader {
 public:
  std::string_view name() const override { return "uk-psc-json"; }

  std::string_view describes() const override {
    return "Companies House's snapshot of persons with significant control, as JSON lines; all parts of one day make "
           "one "
           "version";
  }
  bool lists_parties() const override { return false; }

  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = trim(without_bom(file.bytes.substr(0, kPrefix)));
      if (!start.starts_with("{") && !start.starts_with("[")) return false;
      const auto has = [start](std::string_view word) { return start.find(word) != std::string_view::npos; };
      return has("\"data\"") && has("\"kind\"") &&
             (has("\"company_number\"") || has("totals#persons-of-significant-control-snapshot"));
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Companies House";
    psc::Mapper mapper(source, outcome);
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      PENUMBRA_RETURN_IF_ERROR(read_json_records(file, [&](JsonRecord&& record) -> Status {
        mapper.add(record, file.name);
        return {};
      }));
    }
    mapper.finish();
    if (outcome.counts.records_in == 0) return empty(files);
    return outcome;
  }

  bool reads_in_chunks(std::span<const InputFile> files) const override { return !files.empty(); }

  Result<ReadOutcome> read_chunks(std::span<const InputFile> files, std::string_view source, const ChunkLimits& limits,
                                  ChunkSink& sink) const override {
    auto outcome = psc::read_in_pieces(files, source, limits, sink, kMaxKeptBytes);
    if (!outcome.ok()) return outcome;
    outcome->format = name();
    if (outcome->counts.records_in == 0) return empty(files);
    return outcome;
  }

 private:
  static Error empty(std::span<const InputFile> files) {
    Error error{ErrorCode::kEmpty, "the file holds no entry", {}, "Fetch it again"};
    if (!files.empty()) error.position.file = files.front().name;
    return error;
  }
};

}  // namespace

const Reader& psc_reader() {
  static const PscReader reader;
  return reader;
}

}  // namespace penumbra::ingest
