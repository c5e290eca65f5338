#include "publish/inputs.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "base/child.h"
#include "base/digest.h"
#include "base/file.h"

namespace penumbra::publish {

Result<Inputs> Inputs::read(const std::vector<std::string>& paths,
                            const std::function<void(std::uint64_t, std::uint64_t)>& done,
                            const std::vector<std::string>& names, const std::string& folder, std::uint64_t in_memory) {
  const bool copies = !folder.empty();
  const std::uint64_t max_file = copies ? kMaxFileBytes : kMaxWholeFileBytes;
  const std::uint64_t max_total = copies ? kMaxTotalBytes : kMaxWholeTotalBytes;
  if (!copies) in_memory = max_total;
  if (paths.empty() || paths.size() > kMaxFiles) {
    return Error{ErrorCode::kInvalidArgument,
                 paths.empty() ? "no file was given" : "more than " + std::to_string(kMaxFiles) + " files were given",
                 {},
                 "Name the files of one version of the list"};
  }
  std::set<std::string> seen;
  std::uint64_t expected = 0;
  for (const std::string& path : paths) {
    if (!seen.insert(path).second) {
      return Error{ErrorCode::kInvalidArgument, "the file " + path + " was given twice", {}, "Name each file once"};
    }
    std::error_code ignored;
    const std::uintmax_t size = std::filesystem::file_size(path, ignored);
    if (!ignored) expected += size;
  }
  Inputs out;
  for (std::size_t i = 0; i < paths.size(); ++i) {
    const std::string& path = paths[i];
    const std::string& called = i < names.size() ? names[i] : path;
    const std::uint64_t room = max_total - out.total_bytes_;
    base::SpooledBytes bytes(folder, in_memory);
    base::Sha256 digest;
    std::uint64_t size = 0;
    PENUMBRA_RETURN_IF_ERROR(
        base::read_file_in_pieces(path, std::min(max_file, room), [&](std::string_view piece) -> Status {
          digest.add(piece);
          size += piece.size();
          constexpr std::uint64_t kTold = std::uint64_t{64} << 20;
          if (done && size / kTold != (size - piece.size()) / kTold) {
            done(out.total_bytes_ + size, std::max(expected, out.total_bytes_ + size));
          }
          return bytes.add(piece);
        }));
    PENUMBRA_RETURN_IF_ERROR(bytes.finish());
    if (!bytes.spooled()) in_memory -= size;
    out.total_bytes_ += size;
    out.records_.push_back({std::filesystem::path(called).filename().string(), size, digest.finish_hex()});
    out.names_.push_back(called);
    out.bytes_.push_back(std::move(bytes));
    if (done) done(out.total_bytes_, std::max(expected, out.total_bytes_));
  }
  return out;
}

std::string Inputs::folder_for(const std::string& store) {
  std::error_code ignored;
  std::filesystem::path folder = std::filesystem::absolute(store, ignored).lexically_normal();
  while (!folder.empty() && folder.has_relative_path() && !std::filesystem::is_directory(folder, ignored)) {
    folder = folder.parent_path();
  }
  return folder.string();
}

namespace {

constexpr std::string_view kPdf = "%PDF-";
// A list of 600 parties has 20 pages and 1 MB; a hundred times as much is no list.
constexpr std::uint64_t kMaxPdfBytes = std::uint64_t{128} << 20;

Error at_file(ErrorCode code, const std::string& file, std::string message, std::string fix) {
  Error error{code, std::move(message), {}, std::move(fix)};
  error.position.file = file;
  return error;
}

// As a printed page looks, in UTF-8. A form feed ends each page: it is a line end here.
Result<std::string> text_of_pdf(const std::string& file, std::string_view bytes) {
  if (bytes.size() > kMaxPdfBytes) {
    return at_file(ErrorCode::kLimit, file, "a PDF document may have " + std::to_string(kMaxPdfBytes >> 20) + " MiB",
                   "Give the list in parts");
  }
  const auto program = base::find_program("pdftotext");
  if (!program) {
    return at_file(
        ErrorCode::kUnsupported, file, "the text of a PDF document is taken by pdftotext, which is not here",
        "Install poppler-utils and poppler-data (Chinese, Japanese, Korean letters), or give the extracted text");
  }
  auto taken = base::run_child(*program, {"-layout", "-enc", "UTF-8", "-", "-"}, bytes);
  if (!taken.ok()) {
    Error error = taken.error();
    error.position.file = file;
    return error;
  }
  if (taken->status != 0) {
    const std::string said = taken->err.substr(0, taken->err.find('\n'));
    return at_file(ErrorCode::kSyntax, file,
                   "pdftotext ends with status " + std::to_string(taken->status) + (said.empty() ? "" : ": " + said),
                   "Fetch the file again; a document with a password cannot be read");
  }
  if (taken->out.find_first_not_of(" \t\r\n\f") == std::string::npos) {
    return at_file(ErrorCode::kSyntax, file, "the PDF document holds no text",
                   "It may be a scan; give the text itself");
  }
  std::replace(taken->out.begin(), taken->out.end(), '\f', '\n');
  return std::move(taken->out);
}

}  // namespace

Status Inputs::take_texts() {
  texts_.resize(names_.size());
  for (std::size_t i = 0; i < names_.size(); ++i) {
    if (!bytes_[i].bytes().starts_with(kPdf)) continue;
    PENUMBRA_ASSIGN_OR_RETURN(texts_[i], text_of_pdf(names_[i], bytes_[i].bytes()));
    notes_.push_back(names_[i] +
                     " is a PDF document; its text was taken by pdftotext, and lines are those of the text.");
  }
  return {};
}

std::vector<ingest::InputFile> Inputs::files() const {
  std::vector<ingest::InputFile> out = raw_files();
  for (std::size_t i = 0; i < texts_.size(); ++i) {
    if (!texts_[i].empty()) out[i].bytes = texts_[i];
  }
  return out;
}

std::vector<ingest::InputFile> Inputs::raw_files() const {
  std::vector<ingest::InputFile> out;
  for (std::size_t i = 0; i < names_.size(); ++i) out.push_back({names_[i], bytes_[i].bytes()});
  return out;
}

void Inputs::drop_all() const {
  for (const base::SpooledBytes& bytes : bytes_) bytes.drop();
}

}  // namespace penumbra::publish
