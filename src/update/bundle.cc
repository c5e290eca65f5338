#include "update/bundle.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <utility>

#include "base/digest.h"
#include "update/sources.h"

namespace penumbra::update {
namespace {

constexpr std::size_t kMaxRecord = std::size_t{1} << 20;  // of a text; files are as long as the contents state
constexpr std::size_t kMaxRoots = 64;
constexpr std::size_t kMaxKeys = 64;
constexpr std::size_t kMaxSignatures = 128;
constexpr std::size_t kMaxFiles = 10'000;
constexpr std::string_view kRootHead = "penumbra-root 1";
constexpr std::string_view kContentsHead = "penumbra-bundle-contents 1";

Error bad(ErrorCode code, std::string message, std::string fix) {
  return Error{code, std::move(message), {}, std::move(fix)};
}

Error no_text(std::string_view what, std::size_t line) {
  return bad(ErrorCode::kSyntax, "the " + std::string(what) + " cannot be read (line " + std::to_string(line) + ")",
             "Get the bundle again");
}

// Lines of words, divided by single blanks; every line ends with LF.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  // The words of the next line; false at the end or where a line has no end.
  bool next(std::vector<std::string_view>& words) {
    const std::size_t end = rest_.find('\n');
    if (end == std::string_view::npos) return false;
    std::string_view line = rest_.substr(0, end);
    rest_.remove_prefix(end + 1);
    ++number_;
    words.clear();
    for (;;) {
      const std::size_t blank = line.find(' ');
      words.push_back(line.substr(0, blank));
      if (blank == std::string_view::npos) return true;
      line.remove_prefix(blank + 1);
    }
  }
  bool at_end() const { return rest_.empty(); }
  std::size_t number() const { return number_; }

 private:
  std::string_view rest_;
  std::size_t number_ = 0;
};

bool number_of(std::string_view text, std::uint64_t& out) {
  if (text.empty() || (text.size() > 1 && text.front() == '0')) return false;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), out);
  return wrong == std::errc() && end == text.data() + text.size();
}

bool day_of(std::string_view text, Date& out) {
  const auto day = Date::parse(text);
  if (!day.ok()) return false;
  out = *day;
  return true;
}

// A line of exactly one key and one value.
bool pair_of(Lines& lines, std::string_view key, std::string_view& value) {
  std::vector<std::string_view> words;
  if (!lines.next(words) || words.size() != 2 || words[0] != key) return false;
  value = words[1];
  return true;
}

bool head_of(Lines& lines, std::string_view head) {
  std::vector<std::string_view> words;
  return lines.next(words) && words.size() == 2 && std::string(words[0]) + " " + std::string(words[1]) == head;
}

Result<std::vector<Signature>> parse_signatures(std::string_view text) {
  Lines lines(text);
  std::vector<std::string_view> words;
  std::vector<Signature> out;
  while (lines.next(words)) {
    if (words.size() != 2 || !is_hex(words[0], 64) || !is_hex(words[1], 128) || out.size() == kMaxSignatures) {
      return no_text("list of signatures", lines.number());
    }
    out.push_back({std::string(words[0]), std::string(words[1])});
  }
  if (!lines.at_end()) return no_text("list of signatures", lines.number() + 1);
  return out;
}

// Records one after the other.
class Records {
 public:
  Records(std::string_view bytes, const std::string& file) : all_(bytes), rest_(bytes), file_(file) {}

  Status head() {
    if (!rest_.starts_with(kBundleHead)) return fault(ErrorCode::kUnknownFormat, "this is no bundle of Penumbra");
    rest_.remove_prefix(kBundleHead.size());
    return {};
  }
  Status next(std::string& kind, std::string_view& bytes) {
    constexpr std::size_t kMaxLine = 40;
    const std::size_t end = rest_.substr(0, kMaxLine).find('\n');
    if (end == std::string_view::npos) return fault(ErrorCode::kSyntax, "the bundle is cut or damaged");
    const std::string_view line = rest_.substr(0, end);
    const std::size_t blank = line.find(' ');
    std::uint64_t length = 0;
    if (blank == std::string_view::npos || !number_of(line.substr(blank + 1), length)) {
      return fault(ErrorCode::kSyntax, "the bundle is damaged");
    }
    kind = std::string(line.substr(0, blank));
    if (kind != "file" && length > kMaxRecord) return fault(ErrorCode::kLimit, "a record is larger than 1 MiB");
    const std::string_view after = rest_.substr(end + 1);
    if (length >= after.size() || after[length] != '\n')
      return fault(ErrorCode::kSyntax, "the bundle is cut or damaged");
    bytes = after.substr(0, length);
    rest_ = after.substr(length + 1);
    return {};
  }
  bool at_end() const { return rest_.empty(); }
  Error fault(ErrorCode code, std::string message) const {
    Error error{code, std::move(message), {}, "Get the bundle again"};
    error.position.file = file_;
    error.position.offset = all_.size() - rest_.size();
    return error;
  }

 private:
  std::string_view all_;
  std::string_view rest_;
  const std::string& file_;
};

// Whether enough different keys of the root signed the text.
bool enough(const Signed& text, const Root& root) {
  std::set<std::string> good;
  for (const Signature& signature : text.signatures) {
    if (std::find(root.keys.begin(), root.keys.end(), signature.key) == root.keys.end()) continue;
    if (!good.contains(signature.key) && verify(signature.key, text.text, signature.mark)) good.insert(signature.key);
  }
  return good.size() >= root.threshold;
}

Error unsigned_by(const std::string& what, const Root& root, const std::string& whose) {
  return bad(ErrorCode::kIntegrity,
             "the " + what + " is not signed by " + std::to_string(root.threshold) + " of the " +
                 std::to_string(root.keys.size()) + " " + whose,
             "Get the bundle from whom you trust; compare the public keys");
}

// Follows the roots of the bundle from the trusted one to the newest.
Status follow_roots(const Bundle& bundle, Trust& trust) {
  for (const Signed& text : bundle.roots) {
    PENUMBRA_ASSIGN_OR_RETURN(Root root, parse_root(text.text));
    const std::string hash = base::sha256_hex(text.text);
    if (!trust.root_hash.empty()) {
      if (root.version < trust.root.version) continue;  // history
      if (root.version == trust.root.version) {
        if (hash == trust.root_hash) continue;
        return bad(ErrorCode::kDuplicate,
                   "there are two different roots with the number " + std::to_string(root.version),
                   "One of the two is forged: ask who keeps the keys");
      }
      if (root.version != trust.root.version + 1) {
        return bad(
            ErrorCode::kIntegrity,
            "the bundle jumps from root " + std::to_string(trust.root.version) + " to " + std::to_string(root.version),
            "Make the bundle with every root since (--root)");
      }
    }
    if (!enough(text, trust.root)) {
      return unsigned_by("root " + std::to_string(root.version), trust.root, "trusted keys");
    }
    if (!enough(text, root)) return unsigned_by("root " + std::to_string(root.version), root, "keys of its own");
    trust.root = std::move(root);
    trust.root_hash = hash;
  }
  if (trust.root_hash.empty()) return bad(ErrorCode::kIntegrity, "the bundle has no root", "Make the bundle anew");
  return {};
}

Status check_files(const Bundle& bundle, const Contents& contents) {
  std::size_t at = 0;
  for (const BundledSource& source : contents.sources) {
    for (const BundledFile& file : source.files) {
      const std::string name = source.name + "/" + file.name;
      if (at == bundle.files.size()) return bad(ErrorCode::kIntegrity, name + " is missing", "Get the bundle again");
      const std::string_view bytes = bundle.files[at++];
      if (bytes.size() != file.bytes || base::sha256_hex(bytes) != file.sha256) {
        return bad(ErrorCode::kIntegrity, name + " is not the file that was signed", "Get the bundle again");
      }
    }
  }
  if (at != bundle.files.size()) return bad(ErrorCode::kIntegrity, "the bundle has files that nobody signed", "");
  return {};
}

}  // namespace

std::string root_text(const Root& root) {
  std::string out = std::string(kRootHead) + "\nversion " + std::to_string(root.version) + "\nexpires " +
                    (root.expires ? root.expires->to_string() : "never") + "\nthreshold " +
                    std::to_string(root.threshold) + "\n";
  for (const std::string& key : root.keys) out += "key " + key + "\n";
  return out;
}

Result<Root> parse_root(std::string_view text) {
  Lines lines(text);
  Root root;
  std::string_view version;
  std::string_view expires;
  std::string_view threshold;
  std::uint64_t least = 0;
  if (!head_of(lines, kRootHead) || !pair_of(lines, "version", version) || !number_of(version, root.version) ||
      root.version == 0 || !pair_of(lines, "expires", expires) || !pair_of(lines, "threshold", threshold) ||
      !number_of(threshold, least) || least == 0 || least > kMaxKeys) {
    return no_text("root", lines.number());
  }
  root.threshold = static_cast<std::uint32_t>(least);
  if (expires != "never") {
    Date day;
    if (!day_of(expires, day)) return no_text("root", lines.number());
    root.expires = day;
  }
  std::string_view key;
  while (!lines.at_end()) {
    if (!pair_of(lines, "key", key) || !is_hex(key, 64) || root.keys.size() == kMaxKeys ||
        std::find(root.keys.begin(), root.keys.end(), key) != root.keys.end()) {
      return no_text("root", lines.number());
    }
    root.keys.emplace_back(key);
  }
  if (root.keys.size() < root.threshold) return no_text("root", lines.number());
  return root;
}

std::string contents_text(const Contents& contents) {
  std::string out = std::string(kContentsHead) + "\nroot " + std::to_string(contents.root) + "\nversion " +
                    std::to_string(contents.version) + "\nmade " + contents.made.to_string() + "\nexpires " +
                    contents.expires.to_string() + "\n";
  for (const BundledSource& source : contents.sources) {
    out += "source " + source.name + " " + (source.max_age_days ? std::to_string(*source.max_age_days) : "-") + "\n";
    for (const BundledFile& file : source.files) {
      out += "file " + file.name + " " + std::to_string(file.bytes) + " " + file.sha256 + "\n";
    }
  }
  return out;
}

Result<Contents> parse_contents(std::string_view text) {
  Lines lines(text);
  Contents out;
  std::string_view root;
  std::string_view version;
  std::string_view made;
  std::string_view expires;
  const auto fault = [&lines] { return no_text("contents", lines.number()); };
  if (!head_of(lines, kContentsHead) || !pair_of(lines, "root", root) || !number_of(root, out.root) ||
      !pair_of(lines, "version", version) || !number_of(version, out.version) || !pair_of(lines, "made", made) ||
      !day_of(made, out.made) || !pair_of(lines, "expires", expires) || !day_of(expires, out.expires)) {
    return fault();
  }
  std::set<std::string> sources;
  std::set<std::string> files;
  std::size_t count = 0;
  std::vector<std::string_view> words;
  while (!lines.at_end()) {
    if (!lines.next(words)) return fault();
    if (words.size() == 3 && words[0] == "source") {
      BundledSource source{std::string(words[1]), {}, {}};
      std::uint64_t days = 0;
      if (words[2] != "-") {
        if (!number_of(words[2], days) || days > 36'500) return fault();
        source.max_age_days = static_cast<std::int32_t>(days);
      }
      // A source names a folder too: the rule of files is the stricter one.
      if (!is_file_name(source.name) || source.name == "trust" || !sources.insert(source.name).second) return fault();
      files.clear();
      out.sources.push_back(std::move(source));
    } else if (words.size() == 4 && words[0] == "file" && !out.sources.empty()) {
      BundledFile file{std::string(words[1]), 0, std::string(words[3])};
      if (!is_file_name(file.name) || !number_of(words[2], file.bytes) || !is_hex(file.sha256, 64) ||
          !files.insert(file.name).second || ++count > kMaxFiles) {
        return fault();
      }
      out.sources.back().files.push_back(std::move(file));
    } else {
      return fault();
    }
  }
  const bool empty = std::any_of(out.sources.begin(), out.sources.end(), [](const auto& s) { return s.files.empty(); });
  if (out.sources.empty() || empty) return fault();
  return out;
}

Result<Bundle> parse_bundle(std::string_view bytes, const std::string& file) {
  Records records(bytes, file);
  PENUMBRA_RETURN_IF_ERROR(records.head());
  Bundle out;
  std::string kind;
  std::string_view record;
  for (;;) {
    PENUMBRA_RETURN_IF_ERROR(records.next(kind, record));
    if (kind == "end" && record.empty()) break;
    if (kind == "file" && out.contents) {
      if (out.files.size() == kMaxFiles)
        return records.fault(ErrorCode::kLimit, "the bundle has more than 10000 files");
      out.files.push_back(record);
      continue;
    }
    if ((kind != "root" && kind != "contents") || out.contents || out.roots.size() == kMaxRoots) {
      return records.fault(ErrorCode::kSyntax, "the bundle has a record \"" + kind + "\" where none may be");
    }
    Signed text{record, {}};
    const bool is_root = kind == "root";
    PENUMBRA_RETURN_IF_ERROR(records.next(kind, record));
    if (kind != "signatures") return records.fault(ErrorCode::kSyntax, "a text of the bundle has no signatures");
    PENUMBRA_ASSIGN_OR_RETURN(text.signatures, parse_signatures(record));
    if (is_root) {
      out.roots.push_back(std::move(text));
    } else {
      out.contents = std::move(text);
    }
  }
  if (!records.at_end()) return records.fault(ErrorCode::kSyntax, "bytes follow the end of the bundle");
  return out;
}

Result<Contents> believe(const Bundle& bundle, Date today, Trust& trust) {
  PENUMBRA_RETURN_IF_ERROR(follow_roots(bundle, trust));
  const Date day = std::max(today, trust.latest);
  if (trust.root.expires && *trust.root.expires < day) {
    return bad(ErrorCode::kHeld,
               "root " + std::to_string(trust.root.version) + " expired on " + trust.root.expires->to_string(),
               "Ask for a bundle with a newer root");
  }
  if (!bundle.contents) return bad(ErrorCode::kEmpty, "the file holds roots only", "Import a bundle");
  if (!enough(*bundle.contents, trust.root)) return unsigned_by("bundle", trust.root, "keys of its root");
  PENUMBRA_ASSIGN_OR_RETURN(Contents contents, parse_contents(bundle.contents->text));
  if (contents.root != trust.root.version) {
    return bad(ErrorCode::kIntegrity,
               "the bundle was signed under root " + std::to_string(contents.root) + ", but root " +
                   std::to_string(trust.root.version) + " is in force",
               "Ask for a newer bundle");
  }
  const std::string hash = base::sha256_hex(bundle.contents->text);
  if (contents.version < trust.contents) {
    return bad(ErrorCode::kHeld,
               "the bundle has the number " + std::to_string(contents.version) + ", and number " +
                   std::to_string(trust.contents) + " was imported before",
               "Ask for the newest bundle");
  }
  if (contents.version == trust.contents && !trust.contents_hash.empty() && hash != trust.contents_hash) {
    return bad(ErrorCode::kDuplicate,
               "another bundle with the number " + std::to_string(contents.version) + " was imported before",
               "Ask for a bundle with a higher number");
  }
  if (contents.expires < day) {
    return bad(ErrorCode::kHeld, "the bundle expired on " + contents.expires.to_string(), "Ask for a newer bundle");
  }
  PENUMBRA_RETURN_IF_ERROR(check_files(bundle, contents));
  trust.contents = contents.version;
  trust.contents_hash = hash;
  trust.latest = day;
  return contents;
}

Result<std::string> signatures_text(std::string_view text, const std::vector<KeyPair>& keys) {
  std::string out;
  for (const KeyPair& key : keys) {
    PENUMBRA_ASSIGN_OR_RETURN(const std::string mark, sign(key, text));
    out += key.open + " " + mark + "\n";
  }
  return out;
}

std::string record_head(std::string_view kind, std::uint64_t bytes) {
  return std::string(kind) + " " + std::to_string(bytes) + "\n";
}

}  // namespace penumbra::update
