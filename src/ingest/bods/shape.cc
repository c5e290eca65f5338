#include "ingest/bods/shape.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <tuple>
#include <utility>

#include "base/embedded_table.h"
#include "base/percent.h"
#include "embedded/lists_bods_fields.h"
#include "ingest/owners.h"
#include "ingest/text.h"
#include "ingest/text_checks.h"

namespace penumbra::ingest::bods {
namespace {

constexpr std::array<std::string_view, 3> kVersions = {"0.2", "0.3", "0.4"};

// One way in which a value may look.
struct Type {
  enum class Kind : std::uint8_t { kString, kUri, kDate, kPartialDate, kDateTime, kPercent, kBool, kVersion, kShape };
  Kind kind = Kind::kString;
  bool list = false;
  std::size_t min = 0;  // bytes of a string
  std::size_t max = 0;  // 0: without bound
  std::vector<std::string> codes;
  std::string shape;
};

struct Field {
  std::string member;
  std::vector<Type> types;  // any of these
  bool required = false;
};

std::size_t number_of(std::string_view digits) {
  std::size_t out = 0;
  for (const char c : digits) out = out * 10 + static_cast<std::size_t>(c - '0');
  return out;
}

Type parse_type(std::string_view text) {
  Type type;
  if (text.starts_with("list:")) {
    type.list = true;
    text.remove_prefix(5);
  }
  if (text.starts_with("shape:")) {
    type.kind = Type::Kind::kShape;
    type.shape = text.substr(6);
  } else if (text.starts_with("code:")) {
    for (const std::string_view code : split(text.substr(5), "|")) type.codes.emplace_back(code);
  } else if (text.starts_with("string:")) {
    const std::size_t dash = text.find('-');
    type.min = number_of(text.substr(7, dash - 7));
    type.max = number_of(text.substr(dash + 1));
  } else {
    static constexpr std::array<std::pair<std::string_view, Type::Kind>, 8> kKinds = {{
        {"string", Type::Kind::kString},
        {"uri", Type::Kind::kUri},
        {"date", Type::Kind::kDate},
        {"partial-date", Type::Kind::kPartialDate},
        {"datetime", Type::Kind::kDateTime},
        {"percent", Type::Kind::kPercent},
        {"bool", Type::Kind::kBool},
        {"version", Type::Kind::kVersion},
    }};
    for (const auto& [name, kind] : kKinds) {
      if (name == text) type.kind = kind;
    }
  }
  return type;
}

using ShapeKey = std::pair<Version, std::string>;

struct Table {
  std::map<ShapeKey, std::vector<Field>> shapes;

  static const Table& get() {
    static const Table table;
    return table;
  }

  const std::vector<Field>* find(Version version, std::string_view shape) const {
    const auto it = shapes.find({version, std::string(shape)});
    return it == shapes.end() ? nullptr : &it->second;
  }

 private:
  Table() {
    base::for_each_table_row(embedded::lists_bods_fields(), 5, [this](const std::vector<std::string_view>& row) {
      Field field;
      field.member = row[1];
      for (const std::string_view one : split(row[2], "/")) field.types.push_back(parse_type(one));
      field.required = row[3] == "required";
      for (const std::string_view version : split(row[4], " ")) {
        for (std::size_t i = 0; i < kVersions.size(); ++i) {
          if (kVersions[i] == version) shapes[{static_cast<Version>(i), std::string(row[0])}].push_back(field);
        }
      }
    });
  }
};

// Enough of RFC 3986 to tell an address from a word: a scheme, a colon, and for the schemes of the web two slashes and
// a host.
bool is_uri(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == 0 || colon == std::string_view::npos || colon + 1 == text.size()) return false;
  for (const char c : text.substr(0, colon)) {
    const bool fits =
        (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
    if (!fits) return false;
  }
  const std::string scheme = ascii_lower(text.substr(0, colon));
  const std::string_view rest = text.substr(colon + 1);
  if (scheme == "http" || scheme == "https") return rest.starts_with("//") && rest.size() > 2 && rest[2] != '/';
  return text.find(' ') == std::string_view::npos;
}

bool is_version(std::string_view text) {
  const std::size_t dot = text.find('.');
  if (dot == std::string_view::npos) return false;
  const std::string_view rest = text.substr(dot + 1);
  const std::size_t second = rest.find('.');
  return all_digits(text.substr(0, dot)) && all_digits(rest.substr(0, second)) &&
         (second == std::string_view::npos || all_digits(rest.substr(second + 1)));
}

class Checker {
 public:
  Checker(Version version, std::vector<Fault>& out) : version_(version), out_(out) {}

  void object(const JsonNode& node, std::string_view shape, const std::string& path) {
    const std::vector<Field>* fields = Table::get().find(version_, shape);
    if (fields == nullptr) return;
    for (const Field& field : *fields) {
      const JsonNode* value = node.member(field.member);
      if (value == nullptr) {
        if (field.required) add("missing-field", path + "/" + field.member, "the member is missing");
        continue;
      }
      one_of(*value, field.types, path + "/" + field.member);
    }
    for (const auto& [name, value] : node.members()) {
      const bool known =
          std::any_of(fields->begin(), fields->end(), [&n = name](const Field& f) { return f.member == n; });
      if (!known)
        add("unknown-member", path + "/" + shown(name, 40), "the member is not of the standard and is left out");
    }
  }

 private:
  void add(std::string_view key, std::string path, std::string message) {
    if (out_.size() < kMaxFaults) out_.push_back({key, std::move(path), std::move(message)});
  }

  // A value may fit any of the types; the fault shown is that of the type whose JSON kind fits, or of the first.
  void one_of(const JsonNode& value, const std::vector<Type>& types, const std::string& path) {
    const Type* chosen = &types.front();
    for (const Type& type : types) {
      const bool object = type.kind == Type::Kind::kShape && !type.list;
      if (object == value.is_object()) {
        chosen = &type;
        break;
      }
    }
    if (!chosen->list) return single(value, *chosen, path);
    if (!value.is_array()) return wrong(value, "an array", path);
    for (std::size_t i = 0; i < value.items().size(); ++i)
      single(value.items()[i], *chosen, path + "/" + std::to_string(i));
  }

  void wrong(const JsonNode& value, std::string_view expected, const std::string& path) {
    add("bad-field", path,
        "there is " + std::string(to_string(value.kind)) + " where " + std::string(expected) + " is expected");
  }

  void single(const JsonNode& value, const Type& type, const std::string& path) {
    using Kind = Type::Kind;
    if (type.kind == Kind::kShape) {
      if (!value.is_object()) return wrong(value, "an object", path);
      return object(value, type.shape, path);
    }
    if (type.kind == Kind::kBool) {
      if (value.kind != JsonNode::Kind::kBool) wrong(value, "true or false", path);
      return;
    }
    if (type.kind == Kind::kPercent) {
      if (value.kind != JsonNode::Kind::kNumber) return wrong(value, "a number", path);
      if (!base::Percent::parse(plain_decimal(value.text())).ok()) {
        add("bad-share", path, shown(value.text(), 40) + " is no share between 0 and 100 percent");
      }
      return;
    }
    if (!value.is_string()) return wrong(value, "a string", path);
    text(value.text(), type, path);
  }

  void text(const std::string& value, const Type& type, const std::string& path) {
    using Kind = Type::Kind;
    const auto bad = [&](std::string_view what) {
      add("bad-field", path, "\"" + shown(value, 40) + "\" is " + std::string(what));
    };
    if (!type.codes.empty()) {
      if (std::find(type.codes.begin(), type.codes.end(), value) == type.codes.end()) {
        add("unknown-code", path, "\"" + shown(value, 40) + "\" is not in the code list");
      }
      return;
    }
    if (type.kind == Kind::kUri && !is_uri(value)) return bad("no URI");
    if (type.kind == Kind::kVersion && !is_version(value)) return bad("no version number");
    if (type.kind == Kind::kDate || type.kind == Kind::kPartialDate || type.kind == Kind::kDateTime) {
      const auto date = read_date(value);
      const bool day = date && date->exact();
      if (!date) return bad("no date");
      if (type.kind != Kind::kPartialDate && !day) return bad("no full date");
      if (type.kind == Kind::kDate && value.size() > 10 && version_ == Version::k04)
        return bad("no date but an instant");
      return;
    }
    if (value.size() < type.min || (type.max != 0 && value.size() > type.max)) {
      add("bad-field", path,
          "\"" + shown(value, 40) + "\" has " + std::to_string(value.size()) + " characters, not " +
              std::to_string(type.min) + " to " + std::to_string(type.max));
    }
  }

  Version version_;
  std::vector<Fault>& out_;
};

}  // namespace

std::string_view to_string(Version version) {
  return kVersions[static_cast<std::size_t>(version)];
}

std::vector<Fault> check_shape(const JsonNode& statement, Version version) {
  std::vector<Fault> out;
  Checker checker(version, out);
  if (version == Version::k04) {
    checker.object(statement, "statement", "");
    const JsonNode* details = statement.member("recordDetails");
    if (details != nullptr && details->is_object()) {
      checker.object(*details, statement.text_of("recordType"), "/recordDetails");
    }
  } else {
    const std::string_view type = statement.text_of("statementType");
    checker.object(statement,
                   type == "entityStatement"   ? "entity"
                   : type == "personStatement" ? "person"
                                               : "relationship",
                   "");
  }
  return out;
}

const std::vector<std::string>& codes_of(std::string_view shape, std::string_view member, Version version) {
  static const std::vector<std::string> none;
  const std::vector<Field>* fields = Table::get().find(version, shape);
  if (fields == nullptr) return none;
  for (const Field& field : *fields) {
    if (field.member == member) return field.types.front().codes;
  }
  return none;
}

bool points_into(const JsonNode& statement, std::string_view pointer) {
  const JsonNode* at = &statement;
  while (!pointer.empty()) {
    if (pointer.front() != '/') return false;
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    std::string token;
    for (std::size_t i = 0; i < end; ++i) {
      const bool escape = pointer[i] == '~' && i + 1 < end && (pointer[i + 1] == '0' || pointer[i + 1] == '1');
      token += escape ? (pointer[i + 1] == '0' ? '~' : '/') : pointer[i];
      if (escape) ++i;
    }
    pointer.remove_prefix(end);
    if (at->is_array()) {
      constexpr std::size_t kDigits = 9;
      if (!all_digits(token) || token.size() > kDigits || number_of(token) >= at->items().size()) return false;
      at = &at->items()[number_of(token)];
    } else {
      at = at->member(token);
      if (at == nullptr) return false;
    }
  }
  return true;
}

}  // namespace penumbra::ingest::bods
