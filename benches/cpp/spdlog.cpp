// spdlog in the roles of the comparison: the same events, the same method and the same line of figures as
// src/roles has. `benches/run` builds and calls it.
//
//   spdlog spdlog|spdlog-async latency|throughput|probe FOLDER AMOUNT

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <spdlog/async.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>
#include <x86intrin.h>

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Event {
    uint64_t user_id;
    std::string_view request;
    std::string_view ip;
    double latency_ms;
    bool ok;
};

// As src/event.rs has them.
class Events {
public:
    Events() {
        for (uint64_t n = 0; n < 64; ++n) {
            requests.push_back(fmt::format("{:032x}", n * 0x9e3779b97f4a7c15ULL));
            addresses.push_back(fmt::format("173.234.31.{}", n + 10));
        }
    }

    Event next() {
        const uint64_t n = next_++;
        return {n, requests[n & 63], addresses[n & 63], static_cast<double>(n % 997) * 1.25, (n & 1) == 0};
    }

private:
    std::vector<std::string> requests, addresses;
    uint64_t next_ = 0;
};

// spdlog has no fields and no JSON: a pattern with braces makes lines that look like it. Texts are not escaped.
constexpr const char *PATTERN =
    R"({"timestamp":"%Y-%m-%dT%H:%M:%S.%f","level":"%l","target":"%n","message":"user logged in",%v})";
constexpr const char *FIELDS = R"("user_id":{},"request":"{}","ip":"{}","latency_ms":{},"ok":{})";

class Peer {
public:
    Peer(const std::string &id, const fs::path &folder) {
        const auto file = (folder / "log").string();
        if (id == "spdlog-async") {
            spdlog::init_thread_pool(8192, 1);
            logger = spdlog::basic_logger_mt<spdlog::async_factory>("compare", file);
        } else {
            logger = spdlog::basic_logger_mt("compare", file);
        }
        logger->set_pattern(PATTERN);
        logger->set_level(spdlog::level::info);
    }

    void log(const Event &event) { say(spdlog::level::info, event); }
    void log_disabled(const Event &event) { say(spdlog::level::debug, event); }

    // Waits for the queue, then for the file.
    void finish() {
        logger.reset();
        spdlog::shutdown();
    }

private:
    void say(spdlog::level::level_enum level, const Event &event) {
        logger->log(level, FIELDS, event.user_id, event.request, event.ip, event.latency_ms, event.ok);
    }

    std::shared_ptr<spdlog::logger> logger;
};

__attribute__((noinline)) void call(Peer &peer, const Event &event) { peer.log(event); }

template <class T> void keep(const T &value) { asm volatile("" : : "r"(&value) : "memory"); }

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

double processor_seconds() {
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double peak_mib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0) return std::stod(line.substr(6)) / 1024;
    return NAN;
}

// Percentiles by the same rule as src/measure.rs.
double at(std::vector<double> &values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<size_t>(std::llround(static_cast<double>(values.size() - 1) * share))];
}

class Stamps {
public:
    Stamps() {
        const auto wall = Clock::now();
        const auto raw = now();
        while (seconds_since(wall) < 0.1) {
        }
        scale = seconds_since(wall) * 1e9 / static_cast<double>(now() - raw);
        std::vector<double> pairs;
        for (int n = 0; n < 100'000; ++n) {
            const auto start = now();
            pairs.push_back(between(start, now()));
        }
        empty = at(pairs, 0.5);
    }

    static uint64_t now() { return __rdtsc(); }
    double between(uint64_t start, uint64_t end) const {
        return std::max(0.0, static_cast<double>(end - start) * scale - empty);
    }
    void spin(double nanos) const {
        const auto start = now();
        while (static_cast<double>(now() - start) * scale < nanos) _mm_pause();
    }

private:
    double scale = 1, empty = 0;
};

constexpr int BURST = 20, GROUP = 100, DISABLED_CALLS = 100'000;

double disabled(Peer &peer, bool with) {
    Events events;
    Event event = events.next();
    double best = INFINITY;
    for (int round = 0; round < 9; ++round) {
        const auto start = Clock::now();
        for (int n = 0; n < DISABLED_CALLS; ++n) {
            event.user_id = static_cast<uint64_t>(n);
            keep(event);
            if (with) peer.log_disabled(event);
        }
        best = std::min(best, seconds_since(start) * 1e9 / DISABLED_CALLS);
    }
    return best;
}

uint64_t lines(const fs::path &file) {
    std::ifstream in(file, std::ios::binary);
    std::vector<char> buffer(1 << 20);
    uint64_t found = 0;
    while (in.read(buffer.data(), static_cast<std::streamsize>(buffer.size())) || in.gcount() > 0)
        found += static_cast<uint64_t>(std::count(buffer.data(), buffer.data() + in.gcount(), '\n'));
    return found;
}

std::string latency(Peer &peer, const fs::path &file, int bursts) {
    const Stamps stamps;
    Events events;
    uint64_t logged = 0;
    const auto burst = [&] {
        const auto start = Stamps::now();
        for (int n = 0; n < BURST; ++n) {
            const Event event = events.next();
            keep(event);
            call(peer, event);
        }
        logged += BURST;
        return stamps.between(start, Stamps::now()) / BURST;
    };
    const auto sleep = [](int millis) { std::this_thread::sleep_for(std::chrono::milliseconds(millis)); };
    for (int n = 0; n < 50; ++n, sleep(1)) burst();

    std::vector<double> hot, means, firsts, calls;
    for (int n = 0; n < bursts; ++n) {
        if (n % GROUP == 0) {
            sleep(5);
            burst();
            stamps.spin(20'000);
        }
        hot.push_back(burst());
        stamps.spin(20'000);
    }
    for (int n = 0; n < bursts; ++n) {
        sleep(1);
        if (n % 3 == 0) {
            means.push_back(burst());
            continue;
        }
        for (int place = 0; place < BURST; ++place) {
            const Event event = events.next();
            keep(event);
            const auto start = Stamps::now();
            call(peer, event);
            calls.push_back(stamps.between(start, Stamps::now()));
            if (place == 0) firsts.push_back(calls.back());
        }
        logged += BURST;
    }
    const double off = std::max(0.0, disabled(peer, true) - disabled(peer, false));
    peer.finish();
    return fmt::format(R"({{"hot_mean_p50":{},"hot_mean_p99":{},"slept_mean_p50":{},"slept_first_p50":{},)"
                       R"("p50":{},"p90":{},"p99":{},"p999":{},"disabled":{},"logged":{},"counted":{}}})",
                       at(hot, 0.5), at(hot, 0.99), at(means, 0.5), at(firsts, 0.5), at(calls, 0.5), at(calls, 0.9),
                       at(calls, 0.99), at(calls, 0.999), off, logged, lines(file));
}

std::string throughput(Peer &peer, const fs::path &file, int amount) {
    Events events;
    const auto start = Clock::now();
    const double before = processor_seconds();
    for (int n = 0; n < amount; ++n) {
        const Event event = events.next();
        keep(event);
        call(peer, event);
    }
    const double caller = seconds_since(start);
    peer.finish();
    const double wall = seconds_since(start), processor = processor_seconds() - before;
    return fmt::format(R"({{"wall_s":{},"caller_s":{},"processor_s":{},"peak_mib":{},"bytes":{},"logged":{},"counted":{}}})",
                       wall, caller, processor, peak_mib(), fs::file_size(file), amount, lines(file));
}

std::string quoted(const std::string &text) {
    std::string out = "\"";
    for (const unsigned char byte : text) {
        if (byte == '"' || byte == '\\') out += '\\';
        if (byte < 0x20) out += fmt::format("\\u{:04x}", byte);
        else out += static_cast<char>(byte);
    }
    return out + '"';
}

std::string probe(Peer &peer, const fs::path &file) {
    const std::string hostile = "a\"b\\c\nd\te\x1b[31m";
    call(peer, Events().next());
    call(peer, Event{1, hostile, "173.234.31.18", 0.5, true});
    peer.finish();
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    return fmt::format(R"({{"hostile":{},"text":{}}})", quoted(hostile), quoted(text.str()));
}

} // namespace

int main(int count, char **words) {
    if (count != 5) {
        std::cerr << "usage: spdlog spdlog|spdlog-async latency|throughput|probe FOLDER AMOUNT\n";
        return 1;
    }
    const std::string role = words[2];
    const fs::path folder = words[3];
    const int amount = std::atoi(words[4]);
    Peer peer(words[1], folder);
    const auto file = folder / "log";
    if (role == "latency") std::cout << latency(peer, file, amount) << '\n';
    else if (role == "throughput") std::cout << throughput(peer, file, amount) << '\n';
    else if (role == "probe") std::cout << probe(peer, file) << '\n';
    else return 1;
}
