using Azure;

namespace IML.RbaBot.Tests.Storage;

/// <summary>What a table says of a transaction: somebody else was faster, or something is wrong.</summary>
public sealed class TransactionAnswerTests
{
    [Theory]
    [InlineData("409 Conflict", "EntityAlreadyExists")]
    [InlineData("412 Precondition Failed", "UpdateConditionNotSatisfied")]
    [InlineData("404 Not Found", "ResourceNotFound")]
    public async Task A_row_that_somebody_else_made_changed_or_deleted_first_is_a_conflict(string status, string code) =>
        Assert.Null(await SubmitAsync(InBody(status, code)));

    [Theory]
    [InlineData("409 Conflict")]
    [InlineData("412 Precondition Failed")]
    public async Task A_conflict_may_be_said_of_the_whole_transaction(string status) => Assert.Null(await SubmitAsync(new TableAnswer(status, "{}")));

    [Theory]
    [InlineData("404 Not Found", "TableNotFound", 404, "TableNotFound")]
    [InlineData("400 Bad Request", "InvalidInput", 400, null)]
    [InlineData("403 Forbidden", "AuthorizationFailure", 403, null)]
    public async Task Anything_else_is_a_failure_and_no_conflict(string status, string code, int failure, string? failureCode)
    {
        foreach (var answer in new[] { InBody(status, code), new TableAnswer(status, Error(code)) })
        {
            var problem = await Assert.ThrowsAsync<RequestFailedException>(() => SubmitAsync(answer));

            Assert.Equal((failure, failureCode), (problem.Status, problem.ErrorCode));
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\n\r\n")]
    [InlineData("nothing of a row\r\n")]
    public async Task A_success_that_names_no_new_ETag_is_a_failure(string row)
    {
        var answer = new TableAnswer("202 Accepted", $"--b\r\n\r\n--c\r\n\r\n{row}--c--\r\n--b--\r\n");

        await Assert.ThrowsAsync<RequestFailedException>(() => SubmitAsync(answer));
    }

    /// <summary>A transaction of which a row fails: a 202 with that row's status.</summary>
    private static TableAnswer InBody(string status, string code) => new(
        "202 Accepted",
        $"--b\r\nContent-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\nContent-Type: application/http\r\n\r\nHTTP/1.1 {status}\r\n\r\n{Error(code)}\r\n--c--\r\n--b--\r\n");

    private static string Error(string code) => $$"""{"odata.error":{"code":"{{code}}","message":"0:No."} }""";

    private static async Task<ETag?> SubmitAsync(TableAnswer answer)
    {
        using var table = new ScriptedTable(answer);
        using var transaction = table.Clients.Assessments.Begin("p");
        transaction.Insert("row", row => row.Property("a", 1));
        return await table.Clients.Assessments.SubmitAsync(transaction, default);
    }
}
