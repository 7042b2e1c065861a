def settle():
    from claims import standings

    for _ in standings.finish_stale():
        pass
