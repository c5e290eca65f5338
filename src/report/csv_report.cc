#include <array>
#include <string_view>

#include "report/report.h"

namespace penumbra::report {
namespace {

constexpr std::array<std::string_view, 16> kHeader = {
    "as_of", "entity", "caption", "state", "severity", "certainty", "kind",    "target",
    "cause", "list",   "from",    "to",    "regime",   "chain",     "sources", "weakest_status"};

// RFC 4180; a leading sign that a spreadsheet would compute gets an apostrophe before it.
void field(std::string& out, std::string_view text, bool first = false) {
  if (!first) out += ',';
  const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
  const bool quote = formula || text.find_first_of(",\"\n\r") != std::string_view::npos;
  if (!quote) {
    out += text;
    return;
  }
  out += '"';
  if (formula) out += '\'';
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

}  // namespace

std::string csv(std::span<const ExposureAnswer> days) {
  std::string out;
  for (std::size_t i = 0; i < kHeader.size(); ++i) field(out, kHeader[i], i == 0);
  out += "\n";
  for (const ExposureAnswer& day : days) {
    for (const EntityExposure& entity : day.entities) {
      // An entity without exposures is a row too: nothing on record is an answer.
      const Exposure none;
      const std::size_t rows = entity.exposures.empty() ? 1 : entity.exposures.size();
      for (std::size_t i = 0; i < rows; ++i) {
        const bool some = !entity.exposures.empty();
        const Exposure& e = some ? entity.exposures[i] : none;
        std::string chain;
        std::string sources;
        for (const ExposureHop& hop : e.chain) {
          chain += (chain.empty() ? "" : " | ") + hop.sentence;
          for (const std::string& source : hop.sources) sources += (sources.empty() ? "" : " | ") + source;
        }
        for (const std::string& source : e.cause.sources) sources += (sources.empty() ? "" : " | ") + source;
        field(out, day.as_of.to_string(), true);
        field(out, entity.id);
        field(out, entity.caption);
        field(out, entity.state.state);
        field(out, some ? to_string(e.severity) : "none-on-record");
        field(out, some ? to_string(e.certainty) : "");
        field(out, some ? to_string(e.kind) : "");
        field(out, e.target.id);
        field(out, e.cause.sentence);
        field(out, e.cause.list);
        field(out, e.cause.from);
        field(out, e.cause.to);
        field(out, e.regime);
        field(out, chain);
        field(out, sources);
        field(out, e.weakest_status);
        out += "\n";
      }
    }
  }
  return out;
}

}  // namespace penumbra::report
