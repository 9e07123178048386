"""
The page in a real browser: keys, undo, a phone's width, hostile titles; and the pictures of
the README, made from the demo home.
"""
import os
import subprocess
from pathlib import Path

import pytest
from conftest import PROGRAM, ROOT, Home, rss
from page import Page

webdriver = pytest.importorskip("selenium.webdriver", reason="needs python3-selenium")
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver.chrome.service import Service  # noqa: E402
from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402
from selenium.webdriver.support.ui import WebDriverWait  # noqa: E402

NOW_S = 1795327200
FLAGS = ("--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --hide-scrollbars "
         "--disable-background-networking --disable-component-update --disable-sync "
         "--disable-dev-shm-usage").split()


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    options = webdriver.ChromeOptions()
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('chromium')}"):
        options.add_argument(flag)
    driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
    yield driver
    driver.quit()


def open_page(browser, page, width=1000, height=900):
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500})
    browser.delete_all_cookies()
    browser.get(page.link)


def press(browser, keys):
    for key in keys:
        ActionChains(browser).send_keys(key).perform()


def count(browser):
    return len(browser.find_elements(By.CSS_SELECTOR, "details.suggestion"))


def wait_for(browser, what):
    """Asks until it is so; what is asked about may go away with its page meanwhile."""
    WebDriverWait(browser, 10, ignored_exceptions=[StaleElementReferenceException]).until(
        lambda _: what())


@pytest.fixture
def page(home):
    topics = ["sundials", "lighthouses", "beekeeping", "tapestry", "falconry",
              "kayaking", "origami", "chess", "sourdough", "volcanoes"]
    home.run("init")
    home.run("config", "queue.per_day", 50)
    for topic in topics:
        home.run("contact", "add", f"Friend of {topic}", "--interest", topic, "--email", f"{topic}@x.example")
    items = [{"title": f"{topic} {i}{'<b onmouseover=alert(1)>' if i == 3 else ''} {topic}",
              "link": f"https://o.example/{topic}", "summary": f"{topic} " * 3, "date": NOW_S - 60 * i}
             for i, topic in enumerate(topics)]
    home.run("feed", "add", "--no-check", home.file("news.xml", rss("Outlet", items)))
    home.run("run")
    opened = Page(home)
    opened.home = home
    yield opened
    opened.stop()


def test_ten_suggestions_in_at_most_forty_keys(browser, page):
    open_page(browser, page)
    keys = 0
    for left, key in zip(range(9, -1, -1), "eeb#xnj!se" + "e"):
        press(browser, key)
        keys += 1
        if key == "j":
            press(browser, "e")
            keys += 1
        wait_for(browser, lambda: count(browser) == left)
    assert keys <= 40
    statuses = [s["status"] for s in page.home.json("queue", "status:all")]
    assert sorted(set(statuses)) == ["dismissed", "snoozed"] and len(statuses) == 10


def test_undo_with_one_key(browser, page):
    open_page(browser, page)
    press(browser, "e")
    wait_for(browser, lambda: count(browser) == 9)
    assert browser.find_element(By.TAG_NAME, "h1").text == "9 suggestions"
    press(browser, "z")
    wait_for(browser, lambda: count(browser) == 10)
    press(browser, "e")
    wait_for(browser, lambda: count(browser) == 9)
    browser.refresh()
    browser.find_element(By.CSS_SELECTOR, "#undo button").click()
    wait_for(browser, lambda: count(browser) == 10)


def test_the_original_opens_in_a_tab_of_its_own(browser, page):
    open_page(browser, page)
    first = browser.current_window_handle
    press(browser, "v")
    wait_for(browser, lambda: len(browser.window_handles) == 2)
    browser.switch_to.window([w for w in browser.window_handles if w != first][0])
    browser.close()
    browser.switch_to.window(first)


def test_the_keyboard_alone_reaches_everything(browser, page):
    """Tab goes through the page; what has the focus can be seen; one article is open."""
    open_page(browser, page)
    seen = set()
    for _ in range(40):
        press(browser, [Keys.TAB])
        seen.add(browser.execute_script("""
            const at = document.activeElement, style = getComputedStyle(at);
            const card = at.closest(".current");
            const ring = style.outlineStyle !== "none" || card && at.matches("summary") &&
                getComputedStyle(card).boxShadow !== "none";
            return (ring ? "" : "NO RING ") + at.tagName + " " + at.textContent.slice(0, 20).trim();
        """))
    assert not [s for s in seen if s.startswith("NO RING")]
    for wanted in ("A Skip to content", "A Settings", "A Forward", "BUTTON Dismiss", "BUTTON Snooze",
                   "BUTTON wrong person", "SUMMARY Why"):
        assert wanted in seen, seen
    assert len(browser.find_elements(By.CSS_SELECTOR, "details.suggestion[open]")) == 1
    press(browser, "jjo")
    assert len(browser.find_elements(By.CSS_SELECTOR, "details.suggestion[open]")) <= 1


def test_what_changes_is_told_and_everything_has_a_name(browser, page):
    """For a screen reader: landmarks, one h1, labels for each field, a live region."""
    for path in ("/", "/contact/1", "/tune/1", "/feeds", "/settings", "/welcome", "/due", "/search?q=x"):
        open_page(browser, page)
        browser.get(f"http://127.0.0.1:{page.port}{path}")
        assert browser.execute_script("""
            const name = (e) => e.labels && e.labels.length || e.getAttribute("aria-label")
                || e.textContent.trim() || e.alt;
            const bad = [...document.querySelectorAll(
                "input:not([type=hidden]), select, textarea, button, a, img")].filter((e) => !name(e));
            const ids = [...document.querySelectorAll("[id]")].map((e) => e.id);
            return [bad.length, document.querySelectorAll("h1").length,
                document.querySelectorAll("main, nav, header, [role=search]").length,
                ids.length - new Set(ids).size];
        """) == [0, 1, 4, 0], path
    open_page(browser, page)
    press(browser, "e")
    wait_for(browser, lambda: "Dismissed" in browser.find_element(By.ID, "live").text)


def test_targets_are_large_enough_for_a_thumb(browser, page):
    for path in ("/", "/contact/1", "/feeds"):
        open_page(browser, page, 360, 740)
        browser.get(f"http://127.0.0.1:{page.port}{path}")
        assert browser.execute_script("""
            return [...document.querySelectorAll("main button, main select, main .button, nav a, "
                + "main input:not([type=hidden], [type=checkbox])")]
                .map((e) => [e.textContent || e.name, e.getBoundingClientRect().height])
                .filter(([, height]) => height && height < 40);
        """) == [], path


def test_keys_go_places_and_help_opens(browser, page):
    open_page(browser, page)
    press(browser, "?")
    assert browser.find_element(By.ID, "keys").get_attribute("open")
    press(browser, [Keys.ESCAPE])
    wait_for(browser, lambda: not browser.find_element(By.ID, "keys").get_attribute("open"))
    for key, path in (("c", "/contacts"), ("f", "/feeds"), ("d", "/due"), ("s", "/sent"), ("i", "/items")):
        press(browser, "g" + key)
        wait_for(browser, lambda: browser.current_url.endswith(path))
    press(browser, "/")
    assert browser.switch_to.active_element.get_attribute("type") == "search"


def test_hostile_titles_stay_text(browser, page):
    open_page(browser, page)
    assert "tapestry 3" in browser.find_element(By.TAG_NAME, "main").text
    assert not browser.find_elements(By.CSS_SELECTOR, "main b")
    assert [e for e in browser.get_log("browser") if "Content Security" in e["message"]] == []


@pytest.mark.parametrize("path", ["/", "/contacts", "/contact/1", "/feeds", "/due", "/sent",
                                  "/settings", "/welcome", "/tune/1", "/forward/1"])
def test_nothing_is_wider_than_a_phone(browser, page, path):
    open_page(browser, page, 360, 740)
    browser.get(f"http://127.0.0.1:{page.port}{path}")
    width = browser.execute_script("return document.documentElement.scrollWidth")
    assert width <= 360, f"{path} is {width} wide"


def test_everything_works_without_a_script(browser, page):
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})

    def click(selector):
        browser.find_element(By.CSS_SELECTOR, selector).click()

    try:
        open_page(browser, page)
        click("details[open] form[action='/dismiss'] button")
        wait_for(browser, lambda: count(browser) == 9)
        assert "Dismissed" in browser.find_element(By.CSS_SELECTOR, ".notice").text
        click("#undo button")
        wait_for(browser, lambda: count(browser) == 10)
        click("details:not([open]) > summary")
        assert len(browser.find_elements(By.CSS_SELECTOR, "details.suggestion[open]")) == 1
        click("details[open] [data-forward]")
        wait_for(browser, lambda: "/forward/" in browser.current_url)
        click(".forward button")
        wait_for(browser, lambda: count(browser) == 9)
        assert len(list((page.home.path / "drafts").glob("*.eml"))) == 1
        browser.find_element(By.CSS_SELECTOR, "header input[type=search]").send_keys("tapestry\n")
        wait_for(browser, lambda: "Search: tapestry" in browser.find_element(By.TAG_NAME, "h1").text)
    finally:
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})


def test_from_nothing_to_a_forward(browser, home, feed_server):
    """What a person does on the first day, by mouse, and never on the command line."""
    url = feed_server.put("/news.xml", rss("The Outlet", [
        {"title": f"{word} of the day", "link": f"https://o.example/{word}", "date": NOW_S - 3600}
        for word in ("Volcanoes", "Harbours", "Orchards", "Violins", "Granite", "Lanterns")]))
    home.run("init")
    home.run("config", "fetch.allow_private", url.split("/")[2])
    file = home.file("c.csv", "name,email,interests\nEva Stone,eva@x.example,volcanoes\n")
    page = Page(home)
    try:
        open_page(browser, page)
        assert browser.current_url.endswith("/welcome")
        assert not browser.find_element(By.CSS_SELECTOR, "form[action='/run'] button").is_enabled()
        browser.find_element(By.CSS_SELECTOR, "input[type=file]").send_keys(str(file))
        browser.find_element(By.CSS_SELECTOR, "form[action='/contact/import'] button").click()
        wait_for(browser, lambda: "1 added" in browser.find_element(By.TAG_NAME, "main").text)
        browser.find_element(By.CSS_SELECTOR, "input[type=url]").send_keys(url)
        browser.find_element(By.CSS_SELECTOR, "form[action='/feed/add'] button").click()
        wait_for(browser, lambda: browser.find_element(
            By.CSS_SELECTOR, "form[action='/run'] button").is_enabled())
        browser.find_element(By.CSS_SELECTOR, "form[action='/run'] button").click()
        wait_for(browser, lambda: count(browser) == 1)
        assert "1 suggestion queued" in browser.find_element(By.CSS_SELECTOR, ".notice").text
        browser.find_element(By.LINK_TEXT, "Forward").click()
        wait_for(browser, lambda: browser.find_elements(By.CSS_SELECTOR, ".forward textarea"))
        browser.find_element(By.CSS_SELECTOR, ".forward button").click()
        wait_for(browser, lambda: "Nothing to review" in browser.find_element(By.TAG_NAME, "main").text)
        assert len(list((home.path / "drafts").glob("*.eml"))) == 1
    finally:
        page.stop()


def test_pictures_of_the_demo(browser, tmp_path):
    """Left in build/screenshots; those of the README are made by this test."""
    folder = ROOT / "build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    environment = dict(os.environ, PROGRAM=str(PROGRAM), DEMO_HOME=str(tmp_path / "demo"))
    subprocess.run([ROOT / "scripts" / "demo"], check=True, capture_output=True, cwd=ROOT,
                   env=environment)
    home = Home(tmp_path / "demo" if (tmp_path / "demo").is_dir() else ROOT / "build" / "demo")
    home.now = "2026-11-20T07:00:00Z"
    shown = Page(home)
    try:
        for name, path, width, height in (("queue", "/", 900, 760), ("contact", "/contact/1", 900, 900),
                                          ("phone", "/", 360, 740), ("tune", "/tune/1?add=battery", 900, 760),
                                          ("due", "/due", 900, 600)):
            open_page(browser, shown, width, height)
            browser.get(f"http://127.0.0.1:{shown.port}{path}")
            assert browser.save_screenshot(str(folder / f"{name}.png"))
            assert Path(folder / f"{name}.png").stat().st_size > 5000
    finally:
        shown.stop()
