// Scanners that know as much of each format as is needed to find its fields in sound files of ours; they check nothing.
#include "faults/fields.h"

#include <algorithm>
#include <cctype>
#include <map>

namespace penumbra::testing {
namespace {

// Fields in the order in which they first occur.
class Collected {
 public:
  Occurrence& add(const std::string& path) {
    const auto [it, is_new] = by_path_.try_emplace(path, fields_.size());
    if (is_new) fields_.push_back({path, {}});
    return fields_[it->second].places.emplace_back();
  }
  std::vector<Field> take() { return std::move(fields_); }

 private:
  std::vector<Field> fields_;
  std::map<std::string, std::size_t> by_path_;
};

class JsonScan {
 public:
  explicit JsonScan(std::string_view bytes) : bytes_(bytes) {}

  std::vector<Field> run() {
    while (skip_blanks(), at_ < bytes_.size()) value("");
    return out_.take();
  }

 private:
  void skip_blanks() {
    while (at_ < bytes_.size() && std::isspace(static_cast<unsigned char>(bytes_[at_])) != 0) ++at_;
  }
  void skip_string() {
    for (++at_; at_ < bytes_.size() && bytes_[at_] != '"'; ++at_) at_ += bytes_[at_] == '\\' ? 1U : 0U;
    ++at_;
  }

  // Leaves at_ behind the value.
  void value(const std::string& path) {
    skip_blanks();
    const char first = at_ < bytes_.size() ? bytes_[at_] : ' ';
    if (first == '{') {
      object(path);
    } else if (first == '[') {
      for (++at_; skip_blanks(), at_ < bytes_.size() && bytes_[at_] != ']';) {
        value(path);
        skip_blanks();
        if (bytes_[at_] == ',') ++at_;
      }
      ++at_;
    } else if (first == '"') {
      skip_string();
    } else {
      while (at_ < bytes_.size() && std::string_view(",]} \n\r\t").find(bytes_[at_]) == std::string_view::npos) ++at_;
    }
  }

  void object(const std::string& path) {
    std::size_t before = at_;  // the sign before the member: { or ,
    for (++at_; skip_blanks(), at_ < bytes_.size() && bytes_[at_] != '}';) {
      Occurrence place;
      const std::size_t begin = at_;
      skip_string();
      place.names = {{begin + 1, at_ - 1}};
      const std::string name = path + "/" + std::string(bytes_.substr(begin + 1, at_ - begin - 2));
      at_ = bytes_.find(':', at_) + 1;
      skip_blanks();
      place.value = {at_, at_};
      const char first = bytes_[at_];
      // The children come after their parent in the list of fields.
      const std::size_t value_at = at_;
      JsonScan skip(bytes_);
      skip.at_ = at_;
      skip.value("");
      place.value.end = skip.at_;
      place.one = {begin, skip.at_};
      place.before = ",";
      std::size_t next = skip.at_;
      while (next < bytes_.size() && std::isspace(static_cast<unsigned char>(bytes_[next])) != 0) ++next;
      const bool last = bytes_[next] != ',';
      place.whole = {last && bytes_[before] == ',' ? before : begin, last ? skip.at_ : next + 1};
      place.leaf = first != '{' && first != '[';
      if (first == '[') {
        // A list of texts is a leaf, too: its first text is the value.
        std::size_t inner = value_at + 1;
        while (inner < bytes_.size() && std::isspace(static_cast<unsigned char>(bytes_[inner])) != 0) ++inner;
        if (bytes_[inner] == '"') {
          JsonScan text(bytes_);
          text.at_ = inner;
          text.skip_string();
          place.leaf = true;
          place.value = {inner, text.at_};
        }
      }
      out_.add(name) = std::move(place);
      value(name);
      skip_blanks();
      before = at_;
      if (at_ < bytes_.size() && bytes_[at_] == ',') ++at_;
    }
    ++at_;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  Collected out_;
};

}  // namespace

std::vector<Field> json_fields(std::string_view bytes) {
  return JsonScan(bytes).run();
}

std::vector<Field> xml_fields(std::string_view bytes) {
  struct Open {
    std::string path;
    Occurrence place;
    std::size_t begin;    // of the start tag
    std::size_t content;  // behind it
    bool has_children = false;
  };
  Collected out;
  std::vector<Open> open;
  const auto close = [&](std::size_t content_end, std::size_t end) {
    Open element = std::move(open.back());
    open.pop_back();
    element.place.whole = {element.begin, end};
    element.place.one = element.place.whole;
    element.place.leaf = !element.has_children;
    if (element.place.leaf) element.place.value = {element.content, content_end};
    if (!open.empty()) {
      open.back().has_children = true;
      out.add(element.path) = std::move(element.place);
    }
  };
  for (std::size_t at = 0; (at = bytes.find('<', at)) != std::string_view::npos;) {
    const std::size_t begin = at;
    if (bytes.compare(at, 4, "<!--") == 0) {
      at = bytes.find("-->", at);
      continue;
    }
    const std::size_t end = bytes.find('>', at) + 1;
    const char next = bytes[at + 1];
    at = end;
    if (next == '?' || next == '!') continue;
    if (next == '/') {
      open.back().place.names.push_back({begin + 2, end - 1});
      close(begin, end);
      continue;
    }
    const std::size_t name_end = bytes.find_first_of(" \t\r\n/>", begin + 1);
    const std::string name(bytes.substr(begin + 1, name_end - begin - 1));
    const std::string path = (open.empty() ? "" : open.back().path) + "/" + name;
    Open element{path, {}, begin, end};
    element.place.names = {{begin + 1, name_end}};
    open.push_back(std::move(element));
    for (std::size_t sign = name_end; (sign = bytes.find('=', sign)) < end;) {
      std::size_t first = sign;
      while (std::isspace(static_cast<unsigned char>(bytes[first - 1])) == 0) --first;
      const char mark = bytes[sign + 1];
      const std::size_t last = bytes.find(mark, sign + 2);
      const std::string attribute(bytes.substr(first, sign - first));
      if (!attribute.starts_with("xmlns") && !attribute.starts_with("xsi:")) {
        Occurrence& place = out.add(path + "/@" + attribute);
        place.names = {{first, sign}};
        place.whole = {first - 1, last + 1};
        place.value = {sign + 2, last};
        place.leaf = false;  // two attributes of one name are no XML
      }
      sign = last + 1;
    }
    if (bytes[end - 2] == '/') close(end, end);
  }
  return out.take();
}

std::vector<Field> table_fields(std::string_view bytes, bool has_head) {
  const std::string_view line = bytes.substr(0, bytes.find('\n'));
  char delimiter = ',';
  for (const char other : {';', '\t', '|', '@'}) {
    if (std::count(line.begin(), line.end(), other) > std::count(line.begin(), line.end(), delimiter)) {
      delimiter = other;
    }
  }
  std::vector<std::vector<Span>> rows(1);
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t begin = at;
    bool quoted = false;
    while (at < bytes.size() && (quoted || (bytes[at] != delimiter && bytes[at] != '\n' && bytes[at] != '\r'))) {
      if (bytes[at] == '"') quoted = !quoted;
      ++at;
    }
    rows.back().push_back({begin, at});
    if (at < bytes.size() && bytes[at] == delimiter) {
      ++at;
      continue;
    }
    while (at < bytes.size() && (bytes[at] == '\n' || bytes[at] == '\r')) ++at;
    rows.emplace_back();
  }
  std::size_t head = 0;
  for (std::size_t row = 1; row < std::min<std::size_t>(rows.size(), 3); ++row) {
    if (rows[row].size() > rows[head].size()) head = row;
  }
  Collected out;
  for (std::size_t row = head; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size() && column < rows[head].size(); ++column) {
      const Span cell = rows[row][column];
      const std::string_view text = bytes.substr(cell.begin, cell.end - cell.begin);
      const bool in_quotes = text.size() >= 2 && text.front() == '"' && text.back() == '"';
      Occurrence& place = out.add("column " + std::to_string(column));
      const Span inner = in_quotes ? Span{cell.begin + 1, cell.end - 1} : cell;
      if (has_head && row == head) {
        place.names = {inner};
      }
      place.value = inner;
      const bool first = column == 0;
      place.whole = first ? Span{cell.begin, std::min(bytes.size(), cell.end + (rows[row].size() > 1 ? 1 : 0))}
                          : Span{cell.begin - 1, cell.end};
      place.one = cell;
      place.before = delimiter;
    }
  }
  return out.take();
}

namespace {

struct Edit {
  Span where;
  std::string text;
};

// A text as the format writes it in the place of a value.
std::string in_form(std::string_view bytes, const Occurrence& place, std::string_view text) {
  const bool json = !place.names.empty() && place.names[0].begin > 0 && bytes[place.names[0].begin - 1] == '"' &&
                    place.names[0].end + 1 < bytes.size() && bytes[place.names[0].end + 1] == ':';
  return json ? '"' + std::string(text) + '"' : std::string(text);
}

std::string with(std::string_view bytes, std::vector<Edit> edits) {
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.where.begin < b.where.begin; });
  std::string out;
  std::size_t at = 0;
  for (const Edit& edit : edits) {
    if (edit.where.begin < at) continue;  // inside what another edit took: an element inside one of its own name
    out.append(bytes.substr(at, edit.where.begin - at));
    out.append(edit.text);
    at = edit.where.end;
  }
  out.append(bytes.substr(at));
  return out;
}

}  // namespace

std::string renamed(std::string_view bytes, const Field& field) {
  std::vector<Edit> edits;
  for (const Occurrence& place : field.places) {
    for (const Span& name : place.names) edits.push_back({{name.end, name.end}, "Zz"});
  }
  return with(bytes, std::move(edits));
}

std::string removed(std::string_view bytes, const Field& field) {
  std::vector<Edit> edits;
  for (const Occurrence& place : field.places) edits.push_back({place.whole, ""});
  return with(bytes, std::move(edits));
}

std::string doubled(std::string_view bytes, const Field& field, std::string_view text) {
  std::vector<Edit> edits;
  for (const Occurrence& place : field.places) {
    if (!place.leaf || place.one.end == 0) continue;
    std::string copy(bytes.substr(place.one.begin, place.one.end - place.one.begin));
    // The name of a column stands twice; anything else comes with another text.
    if (place.names.empty() || place.names[0].begin != place.value.begin) {
      copy.replace(place.value.begin - place.one.begin, place.value.end - place.value.begin,
                   in_form(bytes, place, text));
    }
    edits.push_back({{place.one.end, place.one.end}, place.before + copy});
  }
  return with(bytes, std::move(edits));
}

std::string overwritten(std::string_view bytes, const Field& field, std::string_view text) {
  std::vector<Edit> edits;
  for (const Occurrence& place : field.places) {
    const bool is_head = !place.names.empty() && place.names[0].begin == place.value.begin;
    if (is_head || place.value.begin == place.value.end) continue;
    edits.push_back({place.value, in_form(bytes, place, text)});
  }
  return with(bytes, std::move(edits));
}

}  // namespace penumbra::testing
