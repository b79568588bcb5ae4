"""The central level looks at provinces: side by side, by cluster, through links; and a province fills its principle."""

from tests.e2e.waiting import until
from tests.scenarios.talking import Body, done, refused, seen
from tests.stacks.installed import Api

TW, NT, BP = "/v1/central", "/v1/ninh-thuan", "/v1/binh-phuoc"
DAY = {"as_of": "2024-10-15"}


def test_the_principle_ships_empty(api: Api) -> None:
    """SC-001-9: its name, five numbers and nothing under them; the chairman fills it, a department's head does not (FR-BP-15)."""
    chairman = api("binh-phuoc", "chairman")
    empty = seen(chairman, f"{BP}/principle")
    assert (empty["name"], empty["empty"], empty["version"]) == ("5-4-3-2-1", True, 0)
    assert [(slot["number"], slot["title_vi"], slot["points"]) for slot in empty["slots"]] == [
        (number, None, []) for number in (5, 4, 3, 2, 1)
    ]
    content: Body = {"slots": [{"number": 1, "title_vi": "Nội dung của tỉnh", "points": ["Đầu việc của tỉnh"]}]}
    head = api("binh-phuoc", "unit_head", "BP-STTTT")
    assert head.put(f"{BP}/principle", json=content).status_code == 403
    for may in (chairman, api("binh-phuoc", "standing_officer")):
        done(may, f"{BP}/principle", "PUT", **content)
    assert seen(head, f"{BP}/principle")["slots"][4]["points"] == ["Đầu việc của tỉnh"]
    assert seen(api("nghe-an", "chairman"), "/v1/nghe-an/principle")["empty"] is True


def test_each_locality_is_reviewed(api: Api) -> None:
    """SC-004-4: three provinces side by side; what a text does not state is no 0; 2 of 3 have figures
    (FR-TW-16, FR-X-12)."""
    officer = api("central", "central_wg_officer")
    board = seen(officer, "/v1/comparison", **DAY)
    lines = {line["tenant"]: line for line in board["provinces"]}
    assert set(lines) == {"nghe-an", "ninh-thuan", "binh-phuoc"}
    nghe_an, ninh_thuan, binh_phuoc = (lines[name] for name in ("nghe-an", "ninh-thuan", "binh-phuoc"))
    models = nghe_an["models"]
    assert (nghe_an["tasks"]["total"], models["done"], models["total"]) == (51, 6, 38)
    assert (ninh_thuan["tasks"]["done"], ninh_thuan["tasks"]["total"]) == (33, 43)
    assert (ninh_thuan["models"]["total"], ninh_thuan["slow_groups"]) == (25, 3)
    assert (binh_phuoc["reported"], binh_phuoc["tasks"]["total"], binh_phuoc["models"]["total"]) == (False, None, None)
    assert binh_phuoc["assignments"]["total"] == 11
    assert len(seen(officer, f"{BP}/bottlenecks/board")["groups"]) == 5
    assert board["headline"]["vi"] == "2/3 tỉnh có số liệu"
    totals = board["totals"]["tasks"]
    assert (totals["total"], totals["reported_by"], totals["of"]) == (94, 2, 3)


def test_provinces_are_grouped_by_cluster_and_region(api: Api) -> None:
    """FR-TW-17: each cluster has its own sums with n of m; a province of two kinds is counted once in each."""
    officer = api("central", "central_wg_officer")
    before = seen(officer, "/v1/comparison")
    assert (before["clusters"], len(before["ungrouped"])) == ([], 3)
    clusters = [
        {"id": "cum-1", "kind": "cluster", "name_vi": "Cụm 1", "tenants": ["nghe-an", "binh-phuoc"]},
        {"id": "vung-1", "kind": "region", "name_vi": "Vùng 1", "tenants": ["nghe-an"]},
        {"id": "vung-2", "kind": "region", "name_vi": "Vùng 2", "tenants": ["binh-phuoc"]},
    ]
    done(officer, f"{TW}/clusters", "PUT", clusters=clusters)
    board = until(lambda: (found := seen(officer, "/v1/comparison"))["clusters"] and found)
    lines = {line["cluster"]: line for line in board["clusters"]}
    first, empty = lines["cum-1"]["totals"]["tasks"], lines["vung-2"]["totals"]["tasks"]
    assert (first["total"], first["reported_by"], first["of"]) == (51, 1, 2)
    assert lines["cum-1"]["headline"]["vi"] == "1/2 tỉnh có số liệu"
    assert (empty["total"], empty["reported_by"], empty["of"]) == (None, 0, 1)
    assert lines["vung-1"]["totals"]["models"]["total"] == 38
    assert board["ungrouped"] == ["ninh-thuan"]
    assert board["totals"] == before["totals"], "grouping changes no sum of the country"
    assert seen(officer, "/v1/comparison", **DAY)["clusters"] == [], "they were not grouped then"
    refused_twice = {"clusters": [clusters[0], {**clusters[0], "id": "cum-2"}]}
    answer = officer.put(f"{TW}/clusters", json=refused_twice)
    assert [fault["code"] for fault in answer.json()["errors"]] == ["province_twice"]
    assert seen(api("nghe-an", "unit_head", "NA-STP"), "/v1/nghe-an/clusters")["version"] == 1


def test_a_province_is_seen_through_its_link_to_a_central_task(api: Api) -> None:
    """SC-003-9: NT-D-01 is linked to TW-N-12; who opens that finds Ninh Thuận and its 33/43, and from Ninh Thuận nobody
    sees another province (FR-NT-05, FR-NT-06)."""
    police, officer = api("ninh-thuan", "standing_officer"), api("central", "central_wg_officer")
    link = {"directive": "NT-KL-2024", "block": "NT-D-01", "target_kind": "task", "target_tenant": "central"}
    done(police, f"{NT}/links", id="NT-D-01.TW-N-12", target="TW-N-12", **link)
    opened = seen(officer, f"{TW}/tasks/TW-N-12")
    (found,) = seen(officer, f"{TW}/links/incoming", target=opened["id"])["items"]
    assert (found["tenant"], found["directive"], found["block"]) == ("ninh-thuan", "NT-KL-2024", "NT-D-01")
    tasks = seen(officer, f"/v1/{found['tenant']}/overview", **DAY)["tasks"]
    assert (tasks["done"], tasks["total"]) == (33, 43)
    for path in ("/v1/nghe-an/overview", f"{TW}/tasks/TW-N-12", f"{TW}/links/incoming?target=TW-N-12"):
        assert police.get(path).status_code == 404
    assert police.get("/v1/comparison").status_code == 403
    refused(police, f"{NT}/links", 422, id="X", target="NA-T-01", **{**link, "target_tenant": "nghe-an"})
