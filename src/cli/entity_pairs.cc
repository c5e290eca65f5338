// How it works: lines are read in batches, compared by all cores, and written in their order. The members are added to
// the text of the line, so that whatever else stands there (numbers as written, keys of the user's own) stays as it is.
#include "cli/entity_pairs.h"

#include <boost/json.hpp>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/file.h"
#include "base/json_writer.h"
#include "base/replaced_file.h"
#include "base/workers.h"

namespace penumbra::cli {
namespace {

namespace json = boost::json;

// A longer line is no pair of entities. Reading goes on after its end.
constexpr std::size_t kMaxLineBytes = std::size_t{16} << 20;
constexpr std::size_t kBatchLines = 4096;
constexpr std::size_t kBatchBytes = std::size_t{32} << 20;
// Values of one property that are read; the comparison bounds itself far below.
constexpr std::size_t kMaxValues = 100'000;
// Lines that could not be compared and are told on standard error; the output marks all.
constexpr std::uint64_t kMostTold = 100;

Error bad(ErrorCode code, std::string message, std::string fix = "") {
  return {code, std::move(message), {}, std::move(fix)};
}

std::optional<std::string> text_of(const json::value& value) {
  if (value.is_string()) return std::string(value.get_string());
  if (value.is_int64() || value.is_uint64() || value.is_double()) return json::serialize(value);
  return std::nullopt;
}

Result<PartyRecord> record_of(const json::object& line, std::string_view side) {
  const json::value* found = line.if_contains(side);
  if (found == nullptr) {
    return bad(ErrorCode::kUnexpectedStructure, fmt::format("there is no \"{}\"", side),
               "Each line needs query and candidate, both with schema and properties");
  }
  const json::object* object = found->if_object();
  if (object == nullptr)
    return bad(ErrorCode::kUnexpectedStructure, fmt::format("\"{}\" is no object", side),
               "Write an object with schema and properties");
  PartyRecord out;
  const json::value* schema = object->if_contains("schema");
  if (schema == nullptr || !schema->is_string()) {
    return bad(ErrorCode::kUnexpectedStructure, fmt::format("\"{}\" has no schema", side),
               "Write \"schema\":\"Person\", Company, Vessel ...");
  }
  out.schema = schema->get_string();
  const json::value* properties = object->if_contains("properties");
  const json::object* values = properties == nullptr ? nullptr : properties->if_object();
  if (values == nullptr) {
    return bad(ErrorCode::kUnexpectedStructure, fmt::format("\"{}\" has no object \"properties\"", side),
               "Write \"properties\":{\"name\":[\"...\"]}");
  }
  for (const auto& [property, value] : *values) {
    const auto add = [&](const json::value& one) -> bool {
      auto text = text_of(one);
      if (!text) return one.is_null();
      if (out.properties.size() < kMaxValues) out.properties.push_back({std::string(property), *std::move(text)});
      return true;
    };
    bool read = true;
    if (const json::array* list = value.if_array()) {
      for (const json::value& one : *list) read = add(one) && read;
    } else {
      read = add(value);
    }
    if (!read) {
      return bad(ErrorCode::kUnexpectedStructure,
                 fmt::format("{}: the values of \"{}\" are no texts", side, std::string_view(property)),
                 "A value is a text, a number, or a list of them");
    }
  }
  return out;
}

std::string error_members(const Error& error) {
  base::JsonWriter writer;
  writer.begin_object().key("score").null();
  writer.member("verdict", "incomplete").key("features").begin_array().end_array();
  writer.member("error", error.message).end_object();
  const std::string text = writer.take();
  return text.substr(1, text.size() - 2);
}

// The object's text with members added. Members that an earlier run left are taken out first.
std::string with_members(std::string_view line, json::object& object, std::string_view members) {
  bool had = false;
  for (const std::string_view key : {"score", "verdict", "features", "warnings", "error"}) {
    had = object.erase(key) != 0 || had;
  }
  std::string out = had ? json::serialize(object) : std::string(line.substr(0, line.rfind('}') + 1));
  out.pop_back();
  if (!object.empty()) out += ',';
  out += members;
  out += '}';
  return out;
}

struct Line {
  std::string text;
  std::uint64_t number = 0;
  bool too_long = false;
  std::string out;
  Verdict verdict = Verdict::kIncomplete;
  std::optional<Error> error;
};

// Parts what is read into lines, without their ends; a line longer than kMaxLineBytes is passed over and marked.
class LineSplitter {
 public:
  // `use` gets each line that is whole; an error of it is returned.
  Status add(std::string_view bytes, const std::function<Status(Line&&)>& use) {
    while (!bytes.empty()) {
      const std::size_t end = bytes.find('\n');
      const std::string_view part = bytes.substr(0, end);
      begun_ = true;
      if (line_.text.size() + part.size() > kMaxLineBytes) {
        line_.too_long = true;
        line_.text.clear();
      } else if (!line_.too_long) {
        line_.text += part;
      }
      if (end == std::string_view::npos) return {};
      bytes.remove_prefix(end + 1);
      PENUMBRA_RETURN_IF_ERROR(finish(use));
    }
    return {};
  }

  // Also the last line, which may have no end.
  Status finish(const std::function<Status(Line&&)>& use) {
    if (!begun_) return {};
    begun_ = false;
    line_.number = ++number_;
    return use(std::exchange(line_, {}));
  }

 private:
  Line line_;
  bool begun_ = false;
  std::uint64_t number_ = 0;
};

void compare_batch(std::vector<Line>& batch, const EntityPairsOptions& options, unsigned threads) {
  std::atomic<std::size_t> next{0};
  const auto work = [&](unsigned /*worker*/) {
    for (std::size_t i = next++; i < batch.size(); i = next++) {
      Line& line = batch[i];
      if (line.too_long) {
        line.error = bad(ErrorCode::kLimit, fmt::format("the line is longer than {} MiB", kMaxLineBytes >> 20),
                         "Write one pair on each line");
        line.out = fmt::format("{{\"line\":{},{}}}", line.number, error_members(*line.error));
        continue;
      }
      line.out = compare_entity_line(line.text, options.threshold, line.verdict, line.error);
      // A line that is no object has nothing to keep.
      if (line.out.empty()) line.out = fmt::format("{{\"line\":{},{}}}", line.number, error_members(*line.error));
    }
  };
  base::on_workers(static_cast<unsigned>(std::min<std::size_t>(threads, batch.size())), work);
}

bool blank(std::string_view text) {
  return text.find_first_not_of(" \t\r") == std::string_view::npos;
}

}  // namespace

std::string compare_entity_line(std::string_view line, double threshold, Verdict& verdict,
                                std::optional<Error>& error) {
  verdict = Verdict::kIncomplete;
  boost::system::error_code code;
  json::value parsed = json::parse(json::string_view(line.data(), line.size()), code);
  if (code) {
    error = bad(ErrorCode::kUnexpectedStructure, "the line is no valid JSON (" + code.message() + ")",
                "Write one JSON object with query and candidate on each line");
    return {};
  }
  json::object* object = parsed.if_object();
  if (object == nullptr) {
    error = bad(ErrorCode::kUnexpectedStructure, "the line is no JSON object",
                "Each line needs query and candidate, both with schema and properties");
    return {};
  }
  const auto compared = [&]() -> Result<EntityComparison> {
    PENUMBRA_ASSIGN_OR_RETURN(const PartyRecord query, record_of(*object, "query"));
    PENUMBRA_ASSIGN_OR_RETURN(const PartyRecord candidate, record_of(*object, "candidate"));
    return compare_entities(query, candidate, threshold);
  }();
  if (!compared.ok()) {
    error = compared.error();
    return with_members(line, *object, error_members(*error));
  }
  verdict = compared->verdict;
  return with_members(line, *object, to_json_members(*compared));
}

int compare_entity_pairs(Console& console, const EntityPairsOptions& options) {
  // Asked once, so that a wrong threshold is one error and not one for each line.
  if (const auto tried = compare_entities({}, {}, options.threshold); !tried.ok()) return fail(console, tried.error());
  const bool from_standard = options.input == "-";
  const bool to_standard = options.output.empty() || options.output == "-";
  // A broken run leaves no half file under the name asked for.
  std::optional<base::ReplacedFile> file;
  if (!to_standard) {
    auto begun = base::ReplacedFile::begin(options.output);
    if (!begun.ok()) return fail(console, begun.error());
    file = *std::move(begun);
  }
  Status written;
  const auto put = [&](std::string_view text) {
    if (to_standard) {
      console.print(text);
    } else if (written.ok()) {
      written = file->add(text);
    }
  };

  const unsigned threads = options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency());
  Progress progress(console, "Comparing", 0, to_standard);
  std::vector<Line> batch;
  std::size_t bytes = 0;
  std::uint64_t lines = 0;
  std::uint64_t hits = 0;
  std::uint64_t not_compared = 0;
  std::uint64_t told = 0;
  const auto settle = [&] {
    compare_batch(batch, options, threads);
    for (Line& line : batch) {
      ++lines;
      hits += line.verdict == Verdict::kHits ? 1U : 0U;
      not_compared += line.verdict == Verdict::kIncomplete ? 1U : 0U;
      if (line.error && ++told <= kMostTold) {
        line.error->position.file = from_standard ? "standard input" : options.input;
        line.error->position.line = line.number;
        console.warn(to_string(*line.error));
        if (told == kMostTold) console.warn("more lines like this are only marked in the output");
      }
      line.out += '\n';
      put(line.out);
    }
    progress.set(lines, not_compared);
    batch.clear();
    bytes = 0;
  };
  const auto take = [&](Line&& line) -> Status {
    if (!line.too_long && blank(line.text)) return {};
    // The mark that some programs write before UTF-8.
    if (line.number == 1 && line.text.starts_with("\xEF\xBB\xBF")) line.text.erase(0, 3);
    bytes += line.text.size();
    batch.push_back(std::move(line));
    if (batch.size() >= kBatchLines || bytes >= kBatchBytes) settle();
    return written;
  };
  LineSplitter splitter;
  Status read = base::read_file_in_pieces(from_standard ? "/dev/stdin" : options.input, UINT64_MAX,
                                          [&](std::string_view piece) { return splitter.add(piece, take); });
  if (read.ok()) read = splitter.finish(take);
  if (!read.ok()) return fail(console, read.error());
  settle();
  if (file && written.ok()) written = file->finish();
  if (!written.ok()) return fail(console, written.error());
  console.message(fmt::format("{} pairs compared, {} hits at {:.2f}, {} not compared", lines - not_compared, hits,
                              options.threshold, not_compared));
  return not_compared == 0 ? kClear : kIncomplete;
}

}  // namespace penumbra::cli
