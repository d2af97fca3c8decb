/** Lets kysely speak to the SQLite that comes with Node, with write transactions that never have to be upgraded. */
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type SqliteDatabase,
  SqliteDialect,
  type SqliteDialectConfig,
  SqliteDriver,
  type SqliteStatement,
  type TransactionSettings,
} from "kysely";

const BUSY_TIMEOUT_MILLISECONDS = 5000;
/** Prepared statements kept at once; list lengths vary, so the cache is emptied when full. */
const STATEMENTS_MAXIMUM = 500;

/** Opens a file, or memory for null. Commits are durable when they return: WAL with a full sync. */
export function openSqlite(file: string | null): SqliteDialect {
  const database = new DatabaseSync(file ?? ":memory:", { timeout: BUSY_TIMEOUT_MILLISECONDS });
  database.exec(
    "pragma journal_mode = wal; pragma synchronous = full; pragma foreign_keys = on; pragma cache_size = -65536",
  );
  return new ImmediateDialect({ database: shim(database) });
}

/** Keeps a table's rows inside its primary key: half the pages per commit, where every table has a key of text. */
export function adaptSchema(statement: string): string {
  return statement.startsWith("create table") ? `${statement} without rowid` : statement;
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: SqliteDialectConfig;
  constructor(config: SqliteDialectConfig) {
    super(config);
    this.#config = config;
  }
  override createDriver(): Driver {
    return new ImmediateDriver(this.#config);
  }
}

class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(
    connection: DatabaseConnection,
    settings?: TransactionSettings,
  ): Promise<void> {
    const begin = settings?.accessMode === "read only" ? "begin" : "begin immediate";
    await connection.executeQuery(CompiledQuery.raw(begin));
  }
}

function shim(database: DatabaseSync): SqliteDatabase {
  const statements = new Map<string, SqliteStatement>();
  return {
    close: () => database.close(),
    prepare(sql) {
      const known = statements.get(sql);
      if (known) return known;
      if (statements.size >= STATEMENTS_MAXIMUM) statements.clear();
      const statement = wrap(database.prepare(sql));
      statements.set(sql, statement);
      return statement;
    },
  };
}

function wrap(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
    run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
    iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
  };
}
