#include "ingest/xml_form.h"

#include <algorithm>
#include <bitset>
#include <map>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/forms.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "penumbra/date.h"

namespace penumbra::ingest {
namespace {

constexpr std::size_t kColumns = 5;
constexpr std::size_t kShown = 40;

FormNode* find(std::vector<FormNode>& nodes, std::string_view name) {
  const auto found = std::find_if(nodes.begin(), nodes.end(), [&](const FormNode& node) { return node.name == name; });
  return found == nodes.end() ? nullptr : &*found;
}

void add_row(FormNode& top, const std::vector<std::string_view>& fields) {
  const std::vector<std::string_view> steps = split(fields[1].substr(1), "/");
  FormNode* parent = &top;
  for (std::size_t i = 0; i + 1 < steps.size() && parent != nullptr; ++i) parent = find(parent->children, steps[i]);
  if (parent == nullptr) return;  // a row before that of its parent; tests read every table
  const bool attribute = steps.back().starts_with('@');
  FormNode& node = (attribute ? parent->attributes : parent->children).emplace_back();
  node.name = steps.back().substr(attribute ? 1 : 0);
  node.required = fields[2] == "1" || fields[2] == "+";
  node.single = fields[2] == "1" || fields[2] == "?";
  node.form = fields[3];
}

const std::map<std::string, FormNode, std::less<>>& tables() {
  static const auto all = [] {
    std::map<std::string, FormNode, std::less<>> out;
    base::for_each_table_row(embedded::forms(), kColumns, [&](const std::vector<std::string_view>& fields) {
      // The tables stand one behind the other, each with its head.
      if (fields[0] != "format") add_row(out[std::string(fields[0])], fields);
    });
    return out;
  }();
  return all;
}

bool is_number(std::string_view text) {
  return all_digits(text.starts_with('-') ? text.substr(1) : text);
}

bool is_day(std::string_view text) {
  const auto date = PartialDate::parse(text.substr(0, 10));
  return date.ok() && date->precision() == Precision::kDay;
}

// "de", "eng", "de-AT".
bool is_language(std::string_view text) {
  const std::string_view code = text.substr(0, text.find_first_of("-_"));
  return (code.size() == 2 || code.size() == 3) && text.size() <= 6 &&
         std::all_of(code.begin(), code.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
}

}  // namespace

const FormNode* xml_form(std::string_view format) {
  const auto found = tables().find(format);
  return found == tables().end() ? nullptr : &found->second;
}

bool has_form(std::string_view text, std::string_view form) {
  if (form.empty() || text.empty()) return true;
  if (form == "none") return false;
  if (form == "number") return is_number(text);
  // A time zone may follow the day ("2015-10-01Z").
  if (form == "day") return is_day(text) && text.find('T') == std::string_view::npos;
  if (form == "time") return is_day(text) && text.size() > 10;
  if (form == "flag") return text == "true" || text == "false" || text == "1" || text == "0";
  if (form == "language") return is_language(text);
  if (form == "country") return text == "00" || is_country_code(ascii_lower(text));
  if (form == "url") return starts_with_ci(text, "http://") || starts_with_ci(text, "https://");
  for (const std::string_view word : split(form, "|")) {
    if (word == text) return true;
  }
  return false;
}

FormCheck::FormCheck(std::string_view format, const InputFile& file, model::FindingLog& log, XmlHandler& reader)
    : file_(file.name), log_(log), reader_(reader) {
  Frame& top = open_.emplace_back();
  top.form = xml_form(format);
  if (top.form != nullptr) seen_.resize(top.form->children.size());
}

Status FormCheck::root(const XmlNode& element, std::string_view xml_namespace) {
  PENUMBRA_RETURN_IF_ERROR(reader_.root(element, xml_namespace));
  open(element);
  return {};
}

// A path has the root first, so that the parent of its last element is as deep as the path is long, with the file.
Status FormCheck::outside(std::span<const std::string> path, const XmlNode& element) {
  PENUMBRA_RETURN_IF_ERROR(reader_.outside(path, element));
  close_to(path.size());
  open(element);
  return {};
}

Status FormCheck::record(std::span<const std::string> path, const XmlNode& node) {
  close_to(path.size());
  walk(node);
  return reader_.record(path, node);
}

void FormCheck::walk(const XmlNode& node) {
  open(node);
  if (open_.back().form != nullptr) {
    for (const XmlNode& child : node.children) walk(child);
  }
  close(node.text);
}

void FormCheck::close_to(std::size_t depth) {
  while (open_.size() > depth) close({});
}

void FormCheck::report(std::string_view key, std::string_view message, const Frame& place) {
  SourcePosition position;
  position.file = file_;
  position.line = place.line;
  position.offset = place.offset;
  if (place.form != nullptr) position.path = place.form->name;
  log_.add(model::FindingLevel::kWarning, key, message, position);
}

void FormCheck::check_attributes(const FormNode& form, const XmlNode& node) {
  std::bitset<kMaxXmlAttributes> there;
  std::size_t next = 0;
  const std::size_t known = std::min(form.attributes.size(), there.size());
  for (const auto& [name, value] : node.attributes) {
    for (std::size_t tried = 0; tried < known; ++tried, next = next + 1 < known ? next + 1 : 0) {
      const FormNode& attribute = form.attributes[next];
      if (attribute.name != name) continue;
      there.set(next);
      if (!has_form(value, attribute.form)) {
        report("unread-value",
               "\"" + shown(value, kShown) + "\" in " + form.name + "/@" + attribute.name +
                   " is not what the format has there (" + attribute.form + ")",
               open_.back());
      }
      break;
    }
  }
  for (std::size_t i = 0; i < known; ++i) {
    if (form.attributes[i].required && !there.test(i)) {
      report("missing-field", form.name + " has no attribute " + form.attributes[i].name + ", which the format demands",
             open_.back());
    }
  }
}

void FormCheck::open(const XmlNode& node) {
  Frame& parent = open_.back();
  Frame frame;
  frame.seen = seen_.size();
  frame.line = node.line;
  frame.offset = node.offset;
  if (parent.form != nullptr) {
    const std::vector<FormNode>& children = parent.form->children;
    for (std::size_t tried = 0, at = parent.next; tried < children.size();
         ++tried, at = at + 1 < children.size() ? at + 1 : 0) {
      if (children[at].name != node.name) continue;
      frame.form = &children[at];
      parent.next = at;
      frame.second = frame.form->single && seen_[parent.seen + at];
      seen_[parent.seen + at] = true;
      break;
    }
  }
  open_.push_back(frame);
  if (frame.form == nullptr) return;
  seen_.resize(seen_.size() + frame.form->children.size());
  if (!frame.form->attributes.empty()) check_attributes(*frame.form, node);
}

void FormCheck::close(std::string_view text) {
  const Frame frame = open_.back();
  open_.pop_back();
  if (frame.form == nullptr) return;
  const FormNode& form = *frame.form;
  for (std::size_t i = 0; i < form.children.size(); ++i) {
    if (form.children[i].required && !seen_[frame.seen + i]) {
      report("missing-field", form.name + " has no " + form.children[i].name + ", which the format demands", frame);
    }
  }
  seen_.resize(frame.seen);
  const FormNode* parent = open_.back().form;
  if (frame.second) {
    report("second-value",
           form.name + " stands twice in one " + (parent == nullptr || parent->name.empty() ? "file" : parent->name) +
               ", which has one of it; the second says \"" + shown(text, kShown) + "\"",
           frame);
  }
  if (!has_form(text, form.form)) {
    report("unread-value",
           "\"" + shown(text, kShown) + "\" in " + form.name + " is not what the format has there (" + form.form + ")",
           frame);
  }
}

}  // namespace penumbra::ingest
