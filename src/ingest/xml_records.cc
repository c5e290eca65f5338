#include "ingest/xml_records.h"

#include <algorithm>
#include <utility>

#include "ingest/mapping.h"
#include "ingest/text.h"

namespace penumbra::ingest {
namespace {

XmlRecords::Answer judge(std::span<const XmlAttribute> attributes) {
  std::size_t count = 0;
  for (const auto& [name, value] : attributes) {
    if (++count > kMaxXmlAttributes) return XmlRecords::Answer::kTooManyAttributes;
    if (value.size() > kMaxValueBytes) return XmlRecords::Answer::kAttributeTooLong;
  }
  return XmlRecords::Answer::kGoOn;
}

}  // namespace

XmlNode XmlArena::copy(const XmlNode& node) {
  XmlNode out = node;
  out.name = keep(node.name);
  out.text = keep(node.text);
  std::vector<XmlAttribute> attributes;
  attributes.reserve(node.attributes.size());
  for (const auto& [name, value] : node.attributes) attributes.emplace_back(keep(name), keep(value));
  out.attributes = keep(std::span<const XmlAttribute>(attributes));
  std::vector<XmlNode> children;
  children.reserve(node.children.size());
  for (const XmlNode& child : node.children) children.push_back(copy(child));
  out.children = XmlChildren(keep(std::span<const XmlNode>(children)).data(), children.size());
  return out;
}

std::string_view XmlTree::attribute(std::string_view attribute_name) const {
  for (const auto& [key, value] : attributes) {
    if (key == attribute_name) return value;
  }
  return {};
}

XmlNode node_of(const XmlTree& tree, XmlArena& arena) {
  XmlNode out;
  out.name = XmlText(tree.name);
  out.text = XmlText(tree.text);
  out.line = tree.line;
  out.offset = tree.offset;
  std::vector<XmlAttribute> attributes;
  attributes.reserve(tree.attributes.size());
  for (const auto& [name, value] : tree.attributes) attributes.emplace_back(name, value);
  out.attributes = arena.keep(std::span<const XmlAttribute>(attributes));
  std::vector<XmlNode> children;
  children.reserve(tree.children.size());
  for (const XmlTree& child : tree.children) children.push_back(node_of(child, arena));
  out.children = XmlChildren(arena.keep(std::span<const XmlNode>(children)).data(), children.size());
  return out;
}

XmlRecords::Answer XmlRecords::open(const XmlNode& element, std::string_view root_namespace, bool lasting) {
  if (depth_ > 0) return open_inside(element, lasting);
  path_.emplace_back(element.name);
  if (depth() > kMaxXmlDepth) return Answer::kTooDeep;
  if (const Answer answer = judge(element.attributes); answer != Answer::kGoOn) return answer;
  if (path_.size() == 1) return !tell() || events_.root(element, root_namespace) ? Answer::kGoOn : Answer::kEnd;
  if (events_.is_record(path_)) {
    nodes_ = 0;
    return open_inside(element, lasting);
  }
  return !tell() || events_.outside(path_, element) ? Answer::kGoOn : Answer::kEnd;
}

XmlRecords::Answer XmlRecords::open_inside(const XmlNode& element, bool lasting) {
  if (depth_ == 0) arena_ = &events_.arena();
  XmlArena& arena = *arena_;
  const std::span<const XmlAttribute> attributes = element.attributes;
  if (levels_.size() <= depth_) {
    levels_.emplace_back();
    texts_.emplace_back();
  }
  Level& level = levels_[depth_];
  level.first_child = done_.size();
  level.joined = false;
  level.node.name = lasting ? element.name : arena.keep(element.name);
  level.node.attributes = {};
  level.node.text = {};
  level.node.line = element.line;
  level.node.offset = element.offset;
  ++depth_;
  if (depth() > kMaxXmlDepth) return Answer::kTooDeep;
  if (const Answer answer = judge(attributes); answer != Answer::kGoOn) return answer;
  if (lasting) {
    level.node.attributes = arena.keep(attributes);
  } else if (!attributes.empty()) {
    std::vector<XmlAttribute> kept;
    kept.reserve(attributes.size());
    for (const auto& [name, value] : attributes) kept.emplace_back(arena.keep(name), arena.keep(value));
    level.node.attributes = arena.keep(std::span<const XmlAttribute>(kept));
  }
  return ++nodes_ > kMaxXmlRecordNodes ? Answer::kTooManyElements : Answer::kGoOn;
}

XmlRecords::Answer XmlRecords::text(std::string_view piece, bool lasting) {
  if (depth_ == 0) return Answer::kGoOn;
  Level& level = levels_[depth_ - 1];
  std::string& joined = texts_[depth_ - 1];
  const bool first = !level.joined && level.node.text.empty();
  if (first && !keep_blanks_) piece = trim_front(piece);
  if (piece.empty()) return Answer::kGoOn;
  const std::size_t before = level.joined ? joined.size() : level.node.text.size();
  if (before + piece.size() > kMaxValueBytes) return Answer::kTextTooLong;
  if (first && lasting) {
    level.node.text = XmlText(piece);
    return Answer::kGoOn;
  }
  if (!level.joined) joined.assign(level.node.text);
  level.joined = true;
  joined.append(piece);
  return Answer::kGoOn;
}

XmlRecords::Answer XmlRecords::close() {
  if (depth_ == 0) {
    path_.pop_back();
    return Answer::kGoOn;
  }
  Level& level = levels_[depth_ - 1];
  XmlArena& arena = *arena_;
  std::string_view text = level.joined ? std::string_view(texts_[depth_ - 1]) : std::string_view(level.node.text);
  if (!keep_blanks_) text = trim_back(text);  // blanks at the beginning were never taken
  level.node.text = level.joined ? arena.keep(text) : XmlText(text);
  if (done_.size() == level.first_child) {
    level.node.children = {};
  } else {
    const std::span<const XmlNode> children(done_.data() + level.first_child, done_.size() - level.first_child);
    level.node.children = XmlChildren(arena.keep(children).data(), children.size());
    done_.resize(level.first_child);
  }
  --depth_;
  if (depth_ > 0) {
    done_.push_back(level.node);
    return Answer::kGoOn;
  }
  const bool go_on = !tell() || events_.record(path_, level.node);
  path_.pop_back();
  return go_on ? Answer::kGoOn : Answer::kEnd;
}

std::vector<std::string> XmlRecords::whole_path() const {
  std::vector<std::string> out = path_;
  for (std::size_t i = 1; i < depth_; ++i) out.emplace_back(levels_[i].node.name);
  return out;
}

}  // namespace penumbra::ingest
