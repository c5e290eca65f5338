#include "faults/excerpt.h"

#include <algorithm>
#include <cctype>
#include <map>
#include <utility>
#include <vector>

#include "faults/fields.h"

namespace penumbra::testing {
namespace {

// Chooses records by the fields that they bring.
class Chooser {
 public:
  Chooser(std::size_t each, std::size_t most) : each_(each), most_(most) {}
  bool takes(const std::set<std::string>& fields) {
    if (taken_ >= most_) return false;
    const bool brings = std::any_of(fields.begin(), fields.end(), [&](const auto& name) { return had_[name] < each_; });
    if (!brings) return false;
    ++taken_;
    for (const std::string& name : fields) ++had_[name];
    return true;
  }

 private:
  std::map<std::string, std::size_t> had_;
  std::size_t each_;
  std::size_t most_;
  std::size_t taken_ = 0;
};

std::string without(std::string_view bytes, std::vector<Span> gone) {
  std::sort(gone.begin(), gone.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::string out;
  std::size_t at = 0;
  for (const Span& span : gone) {
    out.append(bytes.substr(at, span.begin - at));
    at = span.end;
  }
  return out.append(bytes.substr(at));
}

struct Element {
  Span whole;
  std::string name;
  std::size_t parent = 0;
  std::set<std::string> fields;  // names of elements and attributes inside
};

// The elements of a document down to the third level, in order of their start; element 0 is the root.
std::vector<Element> upper_elements(std::string_view bytes) {
  std::vector<Element> out;
  std::vector<std::pair<std::string, std::size_t>> open;  // name, and number in `out` or of the nearest one above
  for (std::size_t at = 0; (at = bytes.find('<', at)) != std::string_view::npos;) {
    const std::size_t begin = at;
    if (bytes.compare(at, 4, "<!--") == 0) {
      at = bytes.find("-->", at);
      continue;
    }
    at = bytes.find('>', at) + 1;
    const char next = bytes[begin + 1];
    if (next == '?' || next == '!') continue;
    const auto close = [&] {
      if (open.size() <= 3) out[open.back().second].whole.end = at;
      open.pop_back();
    };
    if (next == '/') {
      close();
      continue;
    }
    const std::size_t name_end = bytes.find_first_of(" \t\r\n/>", begin + 1);
    std::string name(bytes.substr(begin + 1, name_end - begin - 1));
    const std::size_t above = open.empty() ? 0 : open.back().second;
    if (open.size() < 3) {
      out.push_back({{begin, at}, name, above, {}});
      open.emplace_back(std::move(name), out.size() - 1);
    } else {
      out[above].fields.insert(open.back().first + "/" + name);
      open.emplace_back(std::move(name), above);
    }
    std::size_t sign = name_end;
    while ((sign = bytes.find('=', sign)) < at) {
      std::size_t first = sign;
      while (std::isspace(static_cast<unsigned char>(bytes[first - 1])) == 0) --first;
      const std::size_t last = bytes.find(bytes[sign + 1], sign + 2);
      if (last > sign + 2)
        out[open.back().second].fields.insert(open.back().first + "/@" +
                                              std::string(bytes.substr(first, sign - first)));
      sign = last + 1;
    }
    if (bytes[at - 2] == '/') close();
  }
  return out;
}

// Where the items of the longest list of a document are, each with the comma behind it; the last one is not among them.
std::vector<Span> items_of(std::string_view bytes) {
  std::map<std::size_t, std::vector<Span>> lists;  // by the place of the bracket
  std::vector<std::size_t> open;
  std::size_t item = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    const char c = bytes[at];
    if (c == '"') {
      for (++at; bytes[at] != '"'; ++at) at += bytes[at] == '\\' ? 1U : 0U;
    } else if (c == '{' || c == '[') {
      open.push_back(at);
      if (c == '[' && open.size() <= 2) item = at + 1;
    } else if (c == '}' || c == ']') {
      open.pop_back();
    } else if (c == ',' && !open.empty() && bytes[open.back()] == '[' && open.size() <= 2) {
      lists[open.back()].push_back({item, at + 1});
      item = at + 1;
    }
  }
  std::vector<Span> longest;
  for (auto& [at, items] : lists) {
    if (items.size() > longest.size()) longest = std::move(items);
  }
  return longest;
}

std::set<std::string> filled_members(std::string_view bytes) {
  std::set<std::string> out;
  for (const Field& field : json_fields(bytes)) {
    for (const Occurrence& place : field.places) {
      if (place.value.end - place.value.begin > 2) out.insert(field.path);
    }
  }
  return out;
}

// Rows with the line end; a quoted cell may hold line ends.
std::vector<std::string_view> rows(std::string_view bytes) {
  std::vector<std::string_view> out;
  bool quoted = false;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    if (bytes[at] == '"') quoted = !quoted;
    if (bytes[at] == '\n' && !quoted) {
      out.push_back(bytes.substr(begin, at + 1 - begin));
      begin = at + 1;
    }
  }
  if (begin < bytes.size()) out.push_back(bytes.substr(begin));
  return out;
}

std::string first_cell(std::string_view row) {
  return std::string(row.substr(0, row.find_first_of(",;|@\t\r\n")));
}

}  // namespace

std::string xml_excerpt(std::string_view bytes, std::size_t each, std::size_t most) {
  const std::vector<Element> elements = upper_elements(bytes);
  std::map<std::pair<std::size_t, std::string>, std::vector<std::size_t>> kinds;
  for (std::size_t i = 1; i < elements.size(); ++i) kinds[{elements[i].parent, elements[i].name}].push_back(i);
  std::vector<Span> gone;
  for (const auto& [kind, members] : kinds) {
    if (members.size() <= most) continue;
    Chooser chooser(each, most);
    // An element of the second level brings the fields of those below it, which are elements of their own.
    std::map<std::size_t, std::set<std::string>> fields;
    for (const std::size_t i : members) fields[i] = elements[i].fields;
    for (std::size_t i = 1; i < elements.size(); ++i) {
      if (const auto it = fields.find(elements[i].parent); it != fields.end()) {
        it->second.insert("/" + elements[i].name);
        it->second.insert(elements[i].fields.begin(), elements[i].fields.end());
      }
    }
    for (const std::size_t i : members) {
      if (!chooser.takes(fields[i])) gone.push_back(elements[i].whole);
    }
  }
  // What lies in something else that is gone goes with it.
  std::sort(gone.begin(), gone.end(), [](const Span& a, const Span& b) { return a.begin < b.begin; });
  std::vector<Span> outer;
  for (const Span& span : gone) {
    if (outer.empty() || span.begin >= outer.back().end) outer.push_back(span);
  }
  return without(bytes, std::move(outer));
}

std::string json_excerpt(std::string_view bytes, std::size_t each, std::size_t most) {
  Chooser chooser(each, most);
  std::vector<Span> gone;
  const std::vector<std::string_view> lines = rows(bytes);
  const bool is_lines = lines.size() > 1 && lines[0].starts_with("{") && lines[1].starts_with("{");
  if (is_lines) {
    for (const std::string_view line : lines) {
      const auto begin = static_cast<std::size_t>(line.data() - bytes.data());
      if (!chooser.takes(filled_members(line))) gone.push_back({begin, begin + line.size()});
    }
  } else {
    for (const Span& item : items_of(bytes)) {
      if (!chooser.takes(filled_members(bytes.substr(item.begin, item.end - 1 - item.begin)))) gone.push_back(item);
    }
  }
  return without(bytes, std::move(gone));
}

std::string table_excerpt(std::string_view bytes, bool has_head, std::size_t each, std::size_t most) {
  Chooser chooser(each, most);
  std::string out;
  const std::vector<std::string_view> all = rows(bytes);
  std::size_t head = 0;
  const auto cells = [](std::string_view row) { return table_fields(row, false).size(); };
  for (std::size_t row = 1; has_head && row < std::min<std::size_t>(all.size(), 3); ++row) {
    if (cells(all[row]) > cells(all[head])) head = row;
  }
  bool with_last = false;
  for (std::size_t row = 0; row < all.size(); ++row) {
    std::set<std::string> filled;
    if (!has_head || row > head) {
      for (const Field& column : table_fields(all[row], false)) {
        const Span value = column.places[0].value;
        if (value.end > value.begin && all[row].substr(value.begin, value.end - value.begin) != "-0- ")
          filled.insert(column.path);
      }
    }
    const bool takes = (has_head && row <= head) || chooser.takes(filled);
    if (takes || with_last) out += all[row];
    with_last = takes;
  }
  return out;
}

std::set<std::string> first_cells(std::string_view bytes) {
  std::set<std::string> out;
  for (const std::string_view row : rows(bytes)) out.insert(first_cell(row));
  return out;
}

std::string rows_of(std::string_view bytes, const std::set<std::string>& firsts) {
  std::string out;
  for (const std::string_view row : rows(bytes)) {
    if (firsts.contains(first_cell(row))) out += row;
  }
  return out;
}

}  // namespace penumbra::testing
