// A web server on 127.0.0.1 in its own process that behaves as a test asks: python3's http.server with a script of
// ours.
#ifndef PENUMBRA_TESTS_UPDATE_SERVER_H_
#define PENUMBRA_TESTS_UPDATE_SERVER_H_

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>

namespace penumbra::update {

// Serves the folders of `folder`, one a test, so that all tests share one process. A file NAME.how beside a file says
// what is wrong with it (see server.py). Requests are written to requests.log of the test's folder.
class Server {
 public:
  explicit Server(const std::string& folder) : folder_(folder) {
    int ends[2];
    if (::pipe(ends) != 0) return;
    child_ = ::fork();
    if (child_ == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      ::close(ends[0]);
      ::close(ends[1]);
      ::execlp("python3", "python3", PENUMBRA_SOURCE_DIR "/tests/update/server.py", folder.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    std::FILE* from = ::fdopen(ends[0], "r");
    if (std::fscanf(from, "%d", &port_) != 1) port_ = 0;
    std::fclose(from);
  }
  ~Server() {
    if (child_ <= 0) return;
    ::kill(child_, SIGKILL);
    ::waitpid(child_, nullptr, 0);
  }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  // The test whose folder the calls below mean.
  void enter(const std::string& test) {
    test_ = test;
    std::filesystem::create_directories(site());
  }
  std::filesystem::path site() const { return std::filesystem::path(folder_) / test_; }
  std::string address() const { return "http://127.0.0.1:" + std::to_string(port_) + "/" + test_ + "/"; }
  void put(const std::string& name, const std::string& bytes, const std::string& how = "") const {
    std::ofstream(site() / name, std::ios::binary) << bytes;
    behave(name, how);
  }
  void behave(const std::string& name, const std::string& how) const {
    std::ofstream(site() / (name + ".how"), std::ios::binary) << how;
  }
  // Requests so far, one a line: "GET /sdn.csv 200 range=- since=-".
  std::string requests() const {
    std::ifstream in(site() / "requests.log");
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }

 private:
  std::string folder_;
  std::string test_;
  pid_t child_ = -1;
  int port_ = 0;
};

}  // namespace penumbra::update

#endif  // PENUMBRA_TESTS_UPDATE_SERVER_H_
