// app.js - keys, and decisions without a new page. Everything here also works without it.
"use strict";
(() => {
    const csrf = document.body.dataset.csrf;
    const live = document.getElementById("live");
    const all = (selector, root = document) => [...root.querySelectorAll(selector)];
    let current = null;

    const say = (text) => {
        live.textContent = text;
        clearTimeout(say.timer);
        say.timer = setTimeout(() => { live.textContent = ""; }, 8000);
    };
    const suggestions = () => all("details.suggestion");

    const select = (element, opens, isFirst) => {
        if (!element)
            return;
        suggestions().forEach((s) => {
            s.classList.toggle("current", s === element);
            if (s !== element)
                s.open = false;
        });
        current = element;
        if (opens)
            element.open = true;
        if (isFirst)
            return;
        element.querySelector("summary").focus({ preventScroll: true });
        element.scrollIntoView({ block: "nearest" });
    };

    const move = (by) => {
        const list = suggestions();
        const at = list.indexOf(current);
        select(list[Math.max(0, Math.min(list.length - 1, at + by))], current && current.open);
    };
    const recount = () => {
        const title = document.querySelector("h1");
        title.textContent = title.textContent.replace(/\d+ suggestions?/, () => {
            const n = suggestions().length;
            return `${n} suggestion${n === 1 ? "" : "s"}`;
        });
    };

    // Takes a decided suggestion away, and the heading of a contact who has no other.
    const remove = (element) => {
        const list = suggestions();
        const next = list[list.indexOf(element) + 1] || list[list.indexOf(element) - 1];
        const section = element.closest("section");
        const wasOpen = element.open;
        element.remove();
        recount();
        if (section && !section.querySelector("details.suggestion"))
            section.remove();
        current = null;
        if (next)
            select(next, wasOpen);
        else if (!suggestions().length)
            location.reload();
    };

    const post = async (form, button) => {
        const body = new URLSearchParams(new FormData(form));
        if (button && button.name)
            body.set(button.name, button.value);
        const answer = await fetch(form.getAttribute("action"), {
            method: "POST", body,
            headers: { "Accept": "application/json", "X-Csrf-Token": csrf },
        }).catch(() => null);
        const json = answer ? await answer.json().catch(() => null) : null;
        say(json ? json.text : "The page does not answer: is `sawthis serve` still running? "
            + "Nothing was changed.");
        return answer && answer.ok ? json : null;
    };

    document.addEventListener("submit", async (event) => {
        const form = event.target;
        if (!form.matches("form[data-quick]"))
            return;
        event.preventDefault();
        const element = form.closest("details.suggestion");
        if (form.dataset.isBusy)
            return;
        form.dataset.isBusy = "yes";
        const done = await post(form, event.submitter);
        delete form.dataset.isBusy;
        if (!done)
            return;
        if (done.link)
            location.href = done.link;
        const notice = document.querySelector(".notice:has(#undo)");
        if (notice) {
            notice.querySelector("span").textContent = done.text;
            notice.hidden = false;
        }
        const goOn = () => {
            if (form.getAttribute("action") === "/mute")
                location.reload(); // it may stand below other contacts, too
            else if (element)
                remove(element);
            else
                location.href = "/";
        };
        setTimeout(goOn, done.link ? 600 : 0); // going on would keep the mail program from opening
    });

    // What is opened by hand becomes the current one; what the page came with is no choice.
    document.addEventListener("toggle", (event) => {
        if (event.target.matches("details.suggestion") && event.target.open
            && event.target !== current)
            select(event.target, true);
    }, true);

    // The note to forward is fetched when it is wanted and edited in place.
    const openForward = async (link) => {
        const place = link.closest(".body");
        if (!place)
            return;
        const answer = await fetch(link.getAttribute("href") + "?part=1");
        if (!answer.ok) {
            location.href = link.href;
            return;
        }
        const holder = document.createElement("div");
        holder.innerHTML = await answer.text(); // our own page, escaped by the server
        all(".forward", place).forEach((old) => old.remove());
        place.append(holder.firstElementChild);
        const cancel = document.createElement("button");
        cancel.type = "button";
        cancel.textContent = "Cancel";
        cancel.addEventListener("click", () => {
            place.querySelector(".forward").remove();
            link.focus();
        });
        place.querySelector(".forward .actions").append(cancel);
        place.querySelector(".forward").scrollIntoView({ block: "nearest" });
        place.querySelector(".forward textarea").focus({ preventScroll: true });
    };
    document.addEventListener("click", (event) => {
        const link = event.target.closest("a[data-forward]");
        if (link && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            openForward(link);
        }
    });

    const undo = () => {
        const form = document.getElementById("undo");
        if (form)
            post(form).then((done) => { if (done) setTimeout(() => location.reload(), 300); });
    };
    const help = () => {
        const dialog = document.getElementById("keys");
        if (dialog)
            dialog.open ? dialog.close() : dialog.showModal();
    };
    const press = (key) => {
        const what = key === "v" ? "[data-original] a" : `[data-key="${key}"]`;
        const target = current && current.querySelector(what);
        if (target)
            target.click();
    };

    let goes = false;
    document.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey)
            return;
        if (event.target.matches("input, textarea, select")) {
            if (event.key === "Escape")
                event.target.blur();
            return;
        }
        const key = event.key;
        if (goes) {
            goes = false;
            const link = document.querySelector(`a[data-go="${CSS.escape(key)}"]`);
            if (link)
                location.href = link.href;
            return;
        }
        switch (key) {
        case "g": goes = true; setTimeout(() => { goes = false; }, 1500); break;
        case "j": move(1); break;
        case "k": move(-1); break;
        case "o": if (current) current.open = !current.open; else move(1); break;
        case "Enter":
            if (event.target.closest("summary, a, button"))
                return;
            if (current) current.open = !current.open;
            break;
        case "v": case "f": case "e": case "#": case "x": case "n": case "!": case "s": case "b": case "m": case "w": case "t":
            if (current && (key === "f" || key === "w"))
                current.open = true;
            press(key);
            break;
        case "z": undo(); break;
        case "/": document.querySelector("header input[type=search]").focus(); break;
        case "?": help(); break;
        default: return;
        }
        event.preventDefault();
    });

    // On a narrow screen the views are a row that scrolls: the present one is in sight.
    const view = document.querySelector("nav a[aria-current]");
    if (view)
        view.parentElement.scrollLeft = view.offsetLeft - view.parentElement.offsetLeft - 60;

    // A run that is under way tells how far it is.
    const run = document.getElementById("run-progress");
    if (run) {
        const events = new EventSource("/run/events");
        events.onmessage = (event) => {
            const told = JSON.parse(event.data);
            if (told.done) { // the queue tells the summary, and /run keeps it
                events.close();
                location.href = "/";
                return;
            }
            const words = run.querySelector("span");
            if (words.textContent !== told.text)
                words.textContent = told.text;
            const bar = run.querySelector("progress");
            if (told.total) { bar.max = told.total; bar.value = told.n; } else bar.removeAttribute("value");
        };
    }
    if (suggestions().length)
        select(suggestions().find((s) => s.open) || suggestions()[0], false, true);
})();
