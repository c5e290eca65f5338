#include <algorithm>
#include <atomic>
#include <optional>

#include "ingest/beside.h"
#include "ingest/byte_scan.h"
#include "ingest/chunks.h"
#include "ingest/ftm/chunks.h"
#include "ingest/ftm/mapper.h"
#include "ingest/ftm/records.h"
#include "ingest/json_halves.h"
#include "ingest/registry.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kPrefix = std::size_t{64} << 10;

// About how many entities the files hold, by the length of their first lines. Room that turns out not to be needed is
// never touched, and takes no memory; growing would hold all entities twice.
std::size_t likely_entities(std::span<const InputFile> files) {
  constexpr std::size_t kShortest = 128;  // bytes of a line: so that blank lines do not ask for much
  std::size_t out = 0;
  for (const InputFile& file : files) {
    const std::string_view start = file.bytes.substr(0, kPrefix);
    const auto lines = static_cast<std::size_t>(count_line_feeds(start)) + 1;
    out += file.bytes.size() / std::max(start.size() / lines, kShortest) + 1;
  }
  return out;
}

// Smaller files are read before a thread is worth its start.
constexpr std::size_t kTwoThreads = std::size_t{64} << 10;

// Where the later entities begin, which another thread reads; nothing where that is not known.
std::optional<std::size_t> middle_of(const InputFile& file, std::string_view bytes) {
  // What the first thread does at the end, the other one cannot help with.
  const std::size_t from = bytes.size() / 2;
  if (ftm::is_array(file)) return middle_json_record(bytes, from);
  const std::size_t end = bytes.find('\n', from);
  return end == std::string_view::npos ? std::nullopt : std::optional(end + 1);
}

// Reads one file, its later lines on a thread of their own. What that thread read counts only where reading on would
// have given the same; otherwise its lines are read again.
Status read_file(const InputFile& file, std::string_view source, ftm::Mapper& mapper) {
  const auto read = [&file](ftm::Mapper& into, const ftm::LinePart& part, const std::atomic<bool>* stopped) {
    return ftm::read_lines(
        file,
        [&](const ftm::RawEntity& raw) -> Status {
          if (stopped != nullptr && *stopped) return Error{ErrorCode::kLimit, "no longer wanted", {}, ""};
          return into.add(raw, file.name);
        },
        {}, part);
  };
  const std::string_view bytes = without_bom(file.bytes);
  const std::optional<std::size_t> middle = bytes.size() < kTwoThreads ? std::nullopt : middle_of(file, bytes);
  if (!middle.has_value()) return read(mapper, {}, nullptr);
  const auto begin_of_rest = [&] {
    return ftm::LinePart{.from = *middle, .lines_before = line_of(bytes, *middle) - 1};
  };
  ReadOutcome later_outcome;
  ftm::Mapper later(source, later_outcome);
  Beside beside([&](const std::atomic<bool>& stopped) {
    const InputFile half{file.name, bytes.substr(*middle)};
    later_outcome.dataset.entities.reserve(likely_entities({&half, 1}));
    return read(later, begin_of_rest(), &stopped).ok();
  });
  bool met = false;
  PENUMBRA_RETURN_IF_ERROR(read(mapper, {.to = *middle, .met = &met}, nullptr));
  if (!met) return {};  // no entity begins there, and all of them were read
  if (!beside.succeeded() || !mapper.can_join(later)) return read(mapper, begin_of_rest(), nullptr);
  mapper.join(later);
  return {};
}

class FtmJsonReader final : public Reader {
 public:
  std::string_view name() const override { return "ftm-json"; }

  std::string_view describes() const override {
    return "FollowTheMoney entities as JSON lines or one JSON array: OpenSanctions' entities.ftm.json and "
           "targets.nested.json, and what penumbra itself exports";
  }

  bool recognises(std::span<const InputFile> files) const override {
    return !files.empty() && std::all_of(files.begin(), files.end(), [](const InputFile& file) {
      const std::string_view start = trim(without_bom(file.bytes.substr(0, kPrefix)));
      if (!start.starts_with("{") && !start.starts_with("[")) return false;
      const bool entity =
          start.find("\"schema\"") != std::string_view::npos && start.find("\"properties\"") != std::string_view::npos;
      // A delta is recognised so that read() can say what to give instead; deep nesting so that it is refused as such.
      const bool delta =
          start.find("\"op\"") != std::string_view::npos && start.find("\"entity\"") != std::string_view::npos;
      return entity || delta;
    });
  }

  Result<ReadOutcome> read(std::span<const InputFile> files, std::string_view source) const override {
    ReadOutcome outcome;
    outcome.format = name();
    ftm::Mapper mapper(source, outcome);
    outcome.dataset.entities.reserve(likely_entities(files));
    for (const InputFile& file : files) {
      PENUMBRA_RETURN_IF_ERROR(check_text(file));
      PENUMBRA_RETURN_IF_ERROR(read_file(file, source, mapper));
    }
    mapper.finish();
    if (outcome.counts.records_in == 0) return empty(files);
    return outcome;
  }

  // Changes are few, and are applied to a version as a whole.
  bool reads_in_chunks(std::span<const InputFile> files) const override {
    return std::none_of(files.begin(), files.end(), [](const InputFile& file) { return ftm::is_delta(file); });
  }

  Result<ReadOutcome> read_chunks(std::span<const InputFile> files, std::string_view source, const ChunkLimits& limits,
                                  ChunkSink& sink) const override {
    if (!reads_in_chunks(files)) return Reader::read_chunks(files, source, limits, sink);
    ftm::Survey survey(source);
    for (std::size_t i = 0; i < files.size(); ++i) {
      PENUMBRA_RETURN_IF_ERROR(check_text_in_pieces(files[i], [&](std::size_t offset) { sink.passed(i, offset); }));
      PENUMBRA_RETURN_IF_ERROR(survey.read(files[i], i, sink));
    }
    survey.close();
    ReadOutcome outcome;
    outcome.format = name();
    ftm::ChunkMapper mapper(files, source, survey, limits, sink, outcome);
    for (std::size_t i = 0; i < files.size(); ++i) {
      PENUMBRA_RETURN_IF_ERROR(ftm::read_lines(
          files[i], [&](const ftm::RawEntity& raw) { return mapper.add(raw, files[i].name); },
          [&](std::size_t offset) { sink.passed(i, offset); }));
    }
    PENUMBRA_RETURN_IF_ERROR(mapper.close());
    if (outcome.counts.records_in == 0) return empty(files);
    return outcome;
  }

 private:
  static Error empty(std::span<const InputFile> files) {
    Error error{ErrorCode::kEmpty, "the file holds no entity", {}, "Fetch it again; an empty list is not published"};
    if (!files.empty()) error.position.file = files.front().name;
    return error;
  }
};

}  // namespace

const Reader& ftm_json_reader() {
  static const FtmJsonReader reader;
  return reader;
}

}  // namespace penumbra::ingest
