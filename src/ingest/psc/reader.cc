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
    ReadOutcome unread;
    psc::Survey survey(source, unread);
    for (std::size_t i = 0; i < files.size(); ++i) {
      PENUMBRA_RETURN_IF_ERROR(check_text_in_pieces(files[i], [&](std::size_t offset) { sink.passed(i, offset); }));
      PENUMBRA_RETURN_IF_ERROR(each(files[i], i, sink, [&](const JsonRecord& record) -> Status {
        survey.look_at(record, files[i].name);
        return {};
      }));
    }
    survey.close();
    ReadOutcome outcome;
    outcome.format = name();
    outcome.authority = "Companies House";
    psc::ChunkMapper mapper(source, survey, limits, sink, outcome);
    for (std::size_t i = 0; i < files.size(); ++i) {
      PENUMBRA_RETURN_IF_ERROR(
          each(files[i], i, sink, [&](const JsonRecord& record) { return mapper.take(record, files[i].name); }));
    }
    PENUMBRA_RETURN_IF_ERROR(mapper.close());
    if (outcome.counts.records_in == 0) return empty(files);
    return outcome;
  }

 private:
  static Error empty(std::span<const InputFile> files) {
    Error error{ErrorCode::kEmpty, "the file holds no entry", {}, "Fetch it again"};
    if (!files.empty()) error.position.file = files.front().name;
    return error;
  }

  // Every record of a file; tells the sink every few megabytes how far it is.
  static Status each(const InputFile& file, std::size_t number, ChunkSink& sink,
                     const std::function<Status(const JsonRecord&)>& use) {
    constexpr std::size_t kStep = std::size_t{16} << 20;
    std::size_t passed = 0;
    return read_json_records(file, [&](JsonRecord&& record) -> Status {
      PENUMBRA_RETURN_IF_ERROR(use(record));
      if (record.end - passed >= kStep) {
        passed = record.end;
        sink.passed(number, passed);
      }
      return {};
    });
  }
};

}  // namespace

const Reader& psc_reader() {
  static const PscReader reader;
  return reader;
}

}  // namespace penumbra::ingest
