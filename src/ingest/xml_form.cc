#include "ingest/xml_form.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/embedded_table.h"
#include "embedded/forms.h"
#include "ingest/byte_scan.h"
#include "ingest/places.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"
#include "ingest/time_of_day.h"
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
  std::vector<FormNode>& nodes = attribute ? parent->attributes : parent->children;
  if (nodes.size() == (attribute ? kMaxXmlAttributes : kMaxFormChildren)) return;  // likewise
  FormNode& node = nodes.emplace_back();
  node.name = steps.back().substr(attribute ? 1 : 0);
  node.required = fields[2] == "1" || fields[2] == "+";
  node.single = fields[2] == "1" || fields[2] == "?";
  node.form = TextForm(fields[3]);
  if (attribute)
    parent->required_attributes.set(nodes.size() - 1, node.required);
  else
    parent->required_children.set(nodes.size() - 1, node.required);
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
  const auto date = PartialDate::parse(without_time(text));
  return date.ok() && date->precision() == Precision::kDay;
}

// Attributes that speak of the document and not of what it says (XML Schema, part 1, 2.6), by their local names.
bool is_of_schemas(std::string_view name) {
  return name == "schemaLocation" || name == "noNamespaceSchemaLocation" || name == "nil";
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

TextForm::TextForm(std::string_view written) : filled_(written.starts_with('!')), written_(written) {
  if (filled_) written.remove_prefix(1);
  static constexpr std::pair<std::string_view, Kind> kKinds[] = {
      {"", Kind::kAny},      {"none", Kind::kNone}, {"number", Kind::kNumber},     {"day", Kind::kDay},
      {"time", Kind::kTime}, {"flag", Kind::kFlag}, {"language", Kind::kLanguage}, {"country", Kind::kCountry},
      {"url", Kind::kUrl},
  };
  for (const auto& [word, kind] : kKinds) {
    kind_ = kind;
    if (word == written) return;
  }
  kind_ = Kind::kWords;
  for (const std::string_view word : split(written, "|")) words_.emplace_back(word);
}

bool TextForm::judge(std::string_view text) const {
  switch (kind_) {
    case Kind::kAny:
      return true;
    case Kind::kNone:
      return false;
    case Kind::kNumber:
      return is_number(text);
    case Kind::kDay:
      // A time zone may follow the day ("2015-10-01Z").
      return is_day(text) && text.find('T') == std::string_view::npos;
    case Kind::kTime:
      return is_day(text) && text.size() > 10;
    case Kind::kFlag:
      return text == "true" || text == "false" || text == "1" || text == "0";
    case Kind::kLanguage:
      return is_language(text);
    case Kind::kCountry:
      return text == "00" || is_country_code(Lowered(text));
    case Kind::kUrl:
      return starts_with_ci(text, "http://") || starts_with_ci(text, "https://");
    case Kind::kWords:
      return std::find(words_.begin(), words_.end(), text) != words_.end();
  }
  return true;
}

FormCheck::FormCheck(std::string_view format, const InputFile& file, model::FindingLog& log, XmlHandler& reader)
    : file_(file.name), log_(log), reader_(reader) {
  open_.emplace_back().form = xml_form(format);
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

void FormCheck::begin_later() {
  above_.resize(open_.size());
  for (Frame& frame : open_) {
    frame.seen.reset();
    frame.above = true;
  }
}

bool FormCheck::can_join(const FormCheck& later) {
  close_to(later.above_.size());  // as the next record would have done
  if (later.above_.size() != open_.size()) return false;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    const Frame& frame = open_[i];
    if (frame.form == nullptr) continue;
    const bool still_open = i < later.open_.size() && later.open_[i].above;
    const Seen& behind = still_open ? later.open_[i].seen : later.above_[i];
    for (std::size_t child = 0; child < frame.form->children.size(); ++child) {
      if (frame.form->children[child].single && frame.seen.test(child) && behind.test(child)) return false;
    }
    if (i == 0) continue;  // the file, which is never closed
    if (frame.second || !frame.form->form.holds({}) || (frame.form->required_children & ~(frame.seen | behind)).any())
      return false;
  }
  return true;
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
    bool is_known = false;
    for (std::size_t tried = 0; tried < known; ++tried, next = next + 1 < known ? next + 1 : 0) {
      const FormNode& attribute = form.attributes[next];
      if (!equal_names(attribute.name, name)) continue;
      is_known = true;
      there.set(next);
      if (!attribute.form.holds(value)) {
        report("unread-value",
               "\"" + shown(value, kShown) + "\" in " + form.name + "/@" + attribute.name +
                   " is not what the format has there (" + attribute.form.written() + ")",
               open_.back());
      }
      break;
    }
    if (!is_known && !is_of_schemas(name)) {
      report("unknown-attribute", "the attribute " + form.name + "/@" + shown(name, kShown) + " is not known",
             open_.back());
    }
  }
  if ((form.required_attributes & ~there).none()) return;
  for (std::size_t i = 0; i < known; ++i) {
    if (form.attributes[i].required && !there.test(i)) {
      report("missing-field", form.name + " has no attribute " + form.attributes[i].name + ", which the format demands",
             open_.back());
    }
  }
}

void FormCheck::missing(const FormNode& form, const Frame& frame) {
  for (std::size_t i = 0; i < form.children.size(); ++i) {
    if (form.children[i].required && !frame.seen.test(i)) {
      report("missing-field", form.name + " has no " + form.children[i].name + ", which the format demands", frame);
    }
  }
}

void FormCheck::open(const XmlNode& node) {
  Frame& parent = open_.back();
  const FormNode* form = nullptr;
  bool second = false;
  if (parent.form != nullptr) {
    const std::vector<FormNode>& children = parent.form->children;
    std::size_t at = parent.next;
    for (std::size_t tried = 0; tried < children.size(); ++tried, ++at) {
      if (at >= children.size()) at = 0;
      if (!equal_names(children[at].name, node.name)) continue;
      form = &children[at];
      second = form->single && parent.seen.test(at);
      parent.seen.set(at);
      parent.next = form->single ? at + 1 : at;
      break;
    }
  }
  Frame& frame = open_.emplace_back();
  frame.form = form;
  frame.line = node.line;
  frame.offset = node.offset;
  frame.second = second;
  if (form != nullptr && (!form->attributes.empty() || !node.attributes.empty())) check_attributes(*form, node);
}

void FormCheck::close(std::string_view text) {
  Frame& frame = open_.back();
  if (frame.above) {
    above_[open_.size() - 1] = frame.seen;
  } else if (frame.form != nullptr) {
    const FormNode& form = *frame.form;
    if ((form.required_children & ~frame.seen).any()) missing(form, frame);
    if (frame.second) {
      const FormNode* parent = open_[open_.size() - 2].form;
      report("second-value",
             form.name + " stands twice in one " + (parent == nullptr || parent->name.empty() ? "file" : parent->name) +
                 ", which has one of it; the second says \"" + shown(text, kShown) + "\"",
             frame);
    }
    if (!form.form.holds(text)) {
      report("unread-value",
             "\"" + shown(text, kShown) + "\" in " + form.name + " is not what the format has there (" +
                 form.form.written() + ")",
             frame);
    }
  }
  open_.pop_back();
}

}  // namespace penumbra::ingest
