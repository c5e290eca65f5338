#include "ingest/xml.h"

#include "ingest/byte_scan.h"
#include "ingest/text_checks.h"
#include "ingest/xml_events.h"
#include "ingest/xml_expat.h"
#include "ingest/xml_scan.h"

namespace penumbra::ingest {
namespace {

// Smaller documents are read before a thread is worth its start.
constexpr std::size_t kOwnThread = std::size_t{256} << 10;

}  // namespace

Result<bool> parse_xml(const InputFile& input, bool keep_blanks, XmlEvents& events, const XmlSplit* split) {
  XmlRecords quick(events, keep_blanks);
  const std::string_view bytes = without_bom(input.bytes);
  const XmlScanEnd end = scan_xml(bytes, input.bytes.size() - bytes.size(), quick, events, split);
  if (end != XmlScanEnd::kUnsure) return end == XmlScanEnd::kDone;
  XmlRecords thorough(events, keep_blanks);
  thorough.leave_out(quick.told());
  return parse_with_expat(input, thorough);
}

std::string_view XmlNode::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes) {
    if (equal_names(key, attribute_name)) return value;
  }
  return {};
}

const XmlNode* XmlNode::child(std::string_view child_name) const {
  for (const XmlNode& node : children) {
    if (equal_names(node.name, child_name)) return &node;
  }
  return nullptr;
}

std::string_view XmlNode::child_text(std::string_view child_name) const {
  const XmlNode* node = child(child_name);
  return node == nullptr ? std::string_view() : std::string_view(node->text);
}

std::string path_text(std::span<const std::string> path) {
  std::string out;
  // A path that is refused for its depth would fill the screen.
  constexpr std::size_t kShown = 8;
  for (std::size_t i = 0; i < path.size() && i < kShown; ++i) out += (i == 0 ? "" : "/") + shown(path[i], 60);
  return path.size() > kShown ? out + "/..." : out;
}

Status read_xml(const InputFile& input, XmlHandler& handler) {
  const XmlParse parse_input = [&input, keep_blanks = handler.keep_blanks()](XmlEvents& events) {
    return parse_xml(input, keep_blanks, events);
  };
  return input.bytes.size() < kOwnThread ? read_at_once(handler, parse_input) : read_ahead(handler, parse_input);
}

}  // namespace penumbra::ingest
